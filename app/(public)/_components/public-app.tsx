'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { HostProvider } from '#components/ui/host.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { FormState } from '#server/apps/view.ts'
import type { PublicAppView, SubmittedByGuest } from '#server/guests/view.ts'
import { WhatNext } from '../../(portal)/apps/[id]/_components/what-next.tsx'
import { AboutYou } from './about-you.tsx'
import { Captcha } from './captcha.tsx'
import { ConfirmMail } from './confirm-mail.tsx'
import { keepToken } from './kept-token.ts'
import { Trap } from './trap.tsx'
import { hostOf, useGuest, type Guest, type GuestOptions } from './use-guest.ts'
import { waitUntilRead } from './wait-until-read.ts'

interface PublicAppProps extends GuestOptions {
  /** In a page of somebody else: what follows opens in a tab of its own. */
  framed?: boolean
}

/** A public app: the way in where there is one, its form, and what became of it. */
export function PublicApp({ framed = false, ...options }: PublicAppProps) {
  const guest = useGuest(options)
  const [sent, setSent] = useState<{ number: string; href: string }>()
  const host = useMemo(() => hostOf(guest), [guest])

  function onSent({ requestId, number }: SubmittedByGuest) {
    const { token } = guest
    const href = guest.isPerson
      ? `/requests/${requestId}?new=1`
      : `/guest/${token.current ?? ''}?request=${requestId}&new=1`
    keepToken(guest.view.id, undefined)
    if (framed) setSent({ number, href })
    else location.assign(href)
  }

  if (sent) return <Received {...sent} />
  if (!guest.view.form) return <ConfirmMail guest={guest} />
  return (
    <HostProvider host={host}>
      <Form guest={guest} form={guest.view.form} onSent={onSent} />
    </HostProvider>
  )
}

interface FormProps {
  guest: Guest
  form: NonNullable<PublicAppView['form']>
  onSent(submitted: SubmittedByGuest): void
}

function Form({ guest, form, onSent }: FormProps) {
  const t = useTranslations('app')
  const { view, openedAt, base, ensure, about } = guest
  const [next, setNext] = useState(form.next)
  const trap = useRef<HTMLDivElement>(null)
  return (
    <div className="max-w-160 space-y-8">
      {view.you === 'visitor' ? (
        <AboutYou
          onChange={(given) => {
            about.current = given
          }}
        />
      ) : null}
      <div ref={trap}>
        <Trap />
      </div>
      {view.captcha && view.you === 'visitor' ? <Captcha {...view.captcha} /> : null}
      <FlowForm<FormState>
        key={view.you}
        inputs={form.inputs}
        states={form.states}
        draftKey={`public:${view.id}:${String(form.flowRevision)}`}
        validate={(values, signal) =>
          send<FormState>('POST', `${base}/validate`, { body: { values }, signal })
        }
        onAnswer={(answer) => {
          setNext(answer.next)
        }}
        submit={async (values, idempotencyKey) => {
          await ensure()
          await waitUntilRead(openedAt, view.leastMs)
          const field = trap.current?.querySelector('input')
          const body = { values, flowRevision: form.flowRevision, ticket: view.ticket, trap: field?.value }
          onSent(await send<SubmittedByGuest>('POST', `${base}/requests`, { body, idempotencyKey }))
        }}
        submitLabel={t('submit')}
      />
      <WhatNext next={next} />
    </div>
  )
}

function Received({ number, href }: { number: string; href: string }) {
  const t = useTranslations('outside')
  return (
    <Notice tone="success" role="status" title={t('received', { number })}>
      <p>{t('receivedText')}</p>
      <p className="pt-2">
        <a href={href} target="_blank" rel="noreferrer" className={buttonStyle({})}>
          {t('follow')}
        </a>
      </p>
    </Notice>
  )
}
