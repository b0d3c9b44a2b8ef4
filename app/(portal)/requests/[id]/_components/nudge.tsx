'use client'

import { BellRing } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { RequestView } from '#server/requests/view.ts'

/** Reminds those who have it now; says when that is possible again. */
export function Nudge({ request }: { request: RequestView }) {
  const t = useTranslations('tracker')
  const format = useFormatter()
  const client = useQueryClient()
  const now = useNow({ updateInterval: 30_000 })
  const [pending, setPending] = useState(false)
  const { id, may, nudgeableAt } = request
  if (!may.nudge) return null
  if (nudgeableAt !== undefined && Date.parse(nudgeableAt) > now.getTime()) {
    const when = format.dateTime(new Date(nudgeableAt), {
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
    })
    return <span className="text-sm text-ink-faint">{t('nudgeAgain', { when })}</span>
  }

  async function nudge() {
    setPending(true)
    try {
      const { told } = await send<{ told: { name: string }[] }>(
        'POST',
        `/requests/${encodeURIComponent(id)}/nudge`,
      )
      toast('success', t('nudged', { who: format.list(told.map(({ name }) => name)) }))
    } catch (error) {
      toast('danger', error instanceof Error ? error.message : String(error))
    } finally {
      await client.invalidateQueries({ queryKey: [`/requests/${id}`] })
      setPending(false)
    }
  }

  return (
    <Button size="sm" pending={pending} onClick={() => void nudge()}>
      <BellRing aria-hidden />
      {t('nudge')}
    </Button>
  )
}
