'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Hand, UserRoundCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import { useUntil } from './use-until.ts'

interface OnItProps {
  approval: Pick<ApprovalView, 'onBehalfOf' | 'claim'>
  /** REST path of the approval. */
  path: string
}

const words = { claim: 'claim', release: 'release', 'take-over': 'takeOver' } as const

/** In whose place one decides, and who of one's group is on it: one press says that one is, is not any more, or is in their stead. */
export default function OnIt({ approval: { onBehalfOf, claim }, path }: OnItProps) {
  const t = useTranslations('inbox')
  const untilOf = useUntil()
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { by, may } = claim ?? {}

  async function act() {
    setPending(true)
    setTrouble(undefined)
    try {
      if (may === 'release') await send('DELETE', `${path}/claim`)
      else await send('POST', `${path}/claim`, { body: { takeOver: may === 'take-over' } })
    } catch (error) {
      setTrouble(error)
    } finally {
      await client.invalidateQueries()
      setPending(false)
    }
  }

  return (
    <div className="space-y-2 text-sm">
      {onBehalfOf ? (
        <p className="flex items-center gap-1.5">
          <UserRoundCheck aria-hidden className="size-4 shrink-0 text-ink-faint" />
          {untilOf(onBehalfOf)}
        </p>
      ) : null}
      {claim ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <p role="status" className="empty:hidden">
            {may === 'release' ? t('claimedByYou') : by ? t('claimedBy', { name: by.name }) : ''}
          </p>
          {may ? (
            <Button size="sm" pending={pending} onClick={() => void act()}>
              <Hand aria-hidden />
              {t(words[may])}
            </Button>
          ) : null}
        </div>
      ) : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
    </div>
  )
}
