'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { isOfOtherInputs } from '#components/flow-form/form-values.ts'
import type { FlowFormOptions } from '#components/flow-form/use-flow-form.ts'
import { send } from '#components/live/api.ts'
import { HostProvider } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FormState } from '#server/apps/view.ts'
import type { PublicAppView, SubmittedByGuest } from '#server/guests/view.ts'
import { ChooseFlow } from '../../(portal)/apps/[id]/_components/choose-flow.tsx'
import { WhatNext } from '../../(portal)/apps/[id]/_components/what-next.tsx'
import { AboutYou } from './about-you.tsx'
import { Captcha } from './captcha.tsx'
import { ConfirmMail } from './confirm-mail.tsx'
import { keepToken } from './kept-token.ts'
import { outsideHost } from './outside-host.ts'
import { sprungTrap, Trap } from './trap.tsx'
import { useGuest, type Guest, type GuestOptions } from './use-guest.ts'
import { waitUntilRead } from './wait-until-read.ts'

const LaidOutForm = dynamic(() => import('../../(portal)/apps/[id]/_components/laid-out-form.tsx'), {
  loading: () => <Skeleton className="h-96" />,
})
const NewsNotice = dynamic(() => import('../../(portal)/apps/[id]/_components/news-notice.tsx'))
const FramedTracker = dynamic(() => import('./framed-tracker.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
})

interface PublicAppProps extends GuestOptions {
  /** In a page of somebody else: what follows stays in it. */
  framed?: boolean
}

/** A public app: the way in where there is one, the choice of what it is for, its form, and what became of it. */
export function PublicApp({ framed = false, ...options }: PublicAppProps) {
  const guest = useGuest(options)
  const [sent, setSent] = useState<SubmittedByGuest & { token: string }>()
  const path = usePathname()
  const query = useSearchParams()
  const { view, token, ensure } = guest
  const host = useMemo(
    () => outsideHost({ maxUploadBytes: view.maxUploadBytes, ensure }),
    [view.maxUploadBytes, ensure],
  )

  function onSent(submitted: SubmittedByGuest) {
    const { requestId } = submitted
    const link = token.current ?? ''
    keepToken(view.id, undefined)
    if (framed) setSent({ ...submitted, token: link })
    else if (guest.isPerson) location.assign(`/requests/${requestId}?new=1`)
    else location.assign(`/guest/${link}?request=${requestId}&new=1`)
  }

  if (sent) return <FramedTracker {...sent} maxUploadBytes={view.maxUploadBytes} />
  if (view.verify) return <ConfirmMail guest={guest} />
  if (view.flows)
    return (
      <ChooseFlow
        flows={view.flows}
        // what an address fills in is for the form that is chosen, too
        hrefOf={(flow) => `${path}?${new URLSearchParams([...query, ['flow', flow]]).toString()}`}
      />
    )
  if (!view.form) return null
  return (
    <HostProvider host={host}>
      <Form guest={guest} form={view.form} onSent={onSent} />
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
  const { view, openedAt, base, ensure, unsaid, about } = guest
  const [next, setNext] = useState(form.next)
  /** Undefined: not yet; false: it was told. */
  const [reshaped, setReshaped] = useState<boolean>()
  const trap = useRef<HTMLDivElement>(null)
  const wish = useRef<{ key: string; about: ReturnType<Guest['unsaid']> }>(undefined)
  const { flow, flowRevision } = form
  const isPlain = view.blocks.every(({ type }) => type === 'create-form')
  const shown: FlowFormOptions<FormState> & { submitLabel: string } = {
    inputs: form.inputs,
    states: form.states,
    draftKey: `public:${view.id}:${flow}`,
    validate: (values, signal) =>
      send<FormState>('POST', `${base}/validate`, { body: { values, flow }, signal }),
    onAnswer: (answer) => {
      setNext(answer.next)
      if (isOfOtherInputs(form.inputs, answer.states)) setReshaped((before) => before ?? true)
    },
    submit: async (values, idempotencyKey) => {
      await ensure()
      await waitUntilRead(openedAt, view.leastMs)
      // a repeat is the same call, whatever was typed about oneself since
      if (wish.current?.key !== idempotencyKey) wish.current = { key: idempotencyKey, about: unsaid() }
      const { about: said } = wish.current
      const { ticket } = view
      const body = { values, flow, flowRevision, ticket, trap: sprungTrap(trap.current), about: said }
      onSent(await send<SubmittedByGuest>('POST', `${base}/requests`, { body, idempotencyKey }))
    },
    submitLabel: t('submit'),
  }
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
      {reshaped ? (
        <NewsNotice
          news={{ kind: 'reshaped' }}
          appId=""
          onClose={() => {
            setReshaped(false)
          }}
        />
      ) : null}
      {isPlain ? (
        <FlowForm<FormState> key={view.you} {...shown} />
      ) : (
        <LaidOutForm key={view.you} {...shown} blocks={view.blocks} hasButton={form.hasButton} />
      )}
      <WhatNext next={next} />
    </div>
  )
}
