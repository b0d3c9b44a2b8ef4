'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'

/** For somebody who has lost it. Asks twice. */
export function ResetSecondFactor({ personId }: { personId: string }) {
  const t = useTranslations('admin')
  const router = useRouter()
  const [sure, setSure] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const label = t('resetSecondFactor')

  async function reset() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', `/users/${encodeURIComponent(personId)}/second-factor`)
      toast('success', t('secondFactorReset'))
      router.replace(`/admin/users/${encodeURIComponent(personId)}`)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
      setSure(false)
    }
  }

  return (
    <>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button
        size="sm"
        variant="danger"
        pending={pending}
        onClick={() => {
          if (sure) void reset()
          else setSure(true)
        }}
      >
        {sure ? t('really', { action: label }) : label}
      </Button>
    </>
  )
}
