'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { PersonDetail } from '#server/people/view.ts'

/** Sends a link by which they set a password themselves: an invitation until they have signed in, a reset from then on. */
export function MailLink({ person }: { person: PersonDetail }) {
  const t = useTranslations('admin')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { id, email, invitedAt } = person

  async function mail() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('POST', `/users/${encodeURIComponent(id)}/${invitedAt ? 'invitation' : 'password-link'}`)
      toast('success', invitedAt ? t('invitationSent', { email }) : t('resetSent', { email }))
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button size="sm" pending={pending} onClick={() => void mail()}>
        {invitedAt ? t('inviteAgain') : t('sendReset')}
      </Button>
    </>
  )
}
