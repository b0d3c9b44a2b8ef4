'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { callAsOutsider, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { PublicAppView } from '#server/guests/view.ts'
import { Captcha, captchaAnswer } from '../../../../_components/captcha.tsx'
import { sprungTrap, Trap } from '../../../../_components/trap.tsx'
import { waitUntilRead } from '../../../../_components/wait-until-read.ts'

interface LostLinkProps {
  app: Pick<PublicAppView, 'id' | 'ticket' | 'leastMs' | 'captcha'>
}

/** Asks for the link again. What is said afterwards is the same whoever has the address. */
export function LostLink({ app }: LostLinkProps) {
  const t = useTranslations('outside')
  const [openedAt] = useState(Date.now)
  const [sent, setSent] = useState<string>()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function ask(form: HTMLFormElement) {
    const value = new FormData(form).get('email')
    const email = typeof value === 'string' ? value.trim() : ''
    const trap = sprungTrap(form)
    setPending(true)
    setTrouble(undefined)
    try {
      await waitUntilRead(openedAt, app.leastMs)
      callAsOutsider()
      const body = { email, ticket: app.ticket, trap, captcha: captchaAnswer() }
      await send('POST', `/public/apps/${app.id}/links`, { body })
      setSent(email)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  const back = (
    <Link href={`/public/${app.id}`} className="text-sm text-ink-soft underline underline-offset-2">
      {t('lostBack')}
    </Link>
  )
  if (sent !== undefined)
    return (
      <div className="max-w-md space-y-5">
        <Notice tone="info" role="status">
          <p className="wrap-anywhere">{t('lostSent', { email: sent })}</p>
          <p>{t('codeHelp')}</p>
        </Notice>
        {back}
      </div>
    )
  return (
    <Form className="max-w-md space-y-5" onSubmit={(form) => void ask(form)}>
      <p className="text-ink-soft">{t('lostText')}</p>
      <Field id="email" label={t('email')} required>
        <Input id="email" name="email" type="email" autoComplete="email" required maxLength={320} />
      </Field>
      <Trap />
      {app.captcha ? <Captcha {...app.captcha} /> : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="primary" pending={pending}>
          {t('lostSend')}
        </Button>
        {back}
      </div>
    </Form>
  )
}
