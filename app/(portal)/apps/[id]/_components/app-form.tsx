'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import type { AppView, FormState } from '#server/apps/view.ts'
import { WhatNext } from './what-next.tsx'

interface Submitted {
  requestId: string
}

export function AppForm({ app }: { app: AppView }) {
  const t = useTranslations('app')
  const router = useRouter()
  const [next, setNext] = useState(app.next)
  const base = `/apps/view/${encodeURIComponent(app.id)}`

  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
      <FlowForm<FormState>
        inputs={app.inputs}
        states={app.states}
        draftKey={`draft:${app.id}:${String(app.flowRevision)}`}
        validate={(values, signal) =>
          send<FormState>('POST', `${base}/validate`, { body: { values }, signal })
        }
        findOptions={(search, signal) => send('POST', `${base}/options`, { body: search, signal })}
        onAnswer={(answer) => {
          setNext(answer.next)
        }}
        submit={async (values, idempotencyKey) => {
          const { requestId } = await send<Submitted>('POST', `${base}/requests`, {
            body: { values, flowRevision: app.flowRevision },
            idempotencyKey,
          })
          router.push(`/requests/${requestId}?new=1`)
        }}
        submitLabel={t('submit')}
      />
      <WhatNext next={next} />
    </div>
  )
}
