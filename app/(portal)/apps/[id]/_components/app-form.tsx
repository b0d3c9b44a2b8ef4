'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { ApiError, send } from '#components/live/api.ts'
import { liveStream } from '#components/live/stream.ts'
import { HostProvider, useHost, type Host } from '#components/ui/host.tsx'
import type { AppView, FormState } from '#server/apps/view.ts'
import type { DraftView } from '#server/drafts/view.ts'
import { AppDraft } from './app-draft.ts'
import { SaveStatus } from './save-status.tsx'
import { WhatNext } from './what-next.tsx'

interface Submitted {
  requestId: string
}

interface AppFormProps {
  app: AppView
  personId: string
  /** The draft that it goes on with. */
  draft?: Pick<DraftView, 'id' | 'version' | 'updatedAt' | 'values' | 'step' | 'files'>
}

export function AppForm({ app, personId, draft: begun }: AppFormProps) {
  const t = useTranslations('app')
  const router = useRouter()
  const [next, setNext] = useState(app.next)
  const [draft] = useState(
    () => new AppDraft({ appId: app.id, flowRevision: app.flowRevision, draft: begun }),
  )
  const host = useHost()
  const hostWithFiles = useMemo<Host>(() => {
    const files = new Map(begun?.files.map((file) => [file.id, file]))
    return { ...host, uploaded: (id) => host.uploaded(id) ?? files.get(id) }
  }, [host, begun])
  const sent = useRef<{ key: string; draftId: string | undefined }>(undefined)
  const base = `/apps/view/${encodeURIComponent(app.id)}`

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'hidden') draft.flush()
      else draft.hear()
    }
    document.addEventListener('visibilitychange', look)
    const leave = liveStream().listen([`drafts:${personId}`], () => {
      draft.hear()
    })
    return () => {
      document.removeEventListener('visibilitychange', look)
      leave()
      draft.flush()
    }
  }, [draft, personId])

  async function submit(values: object, idempotencyKey: string) {
    const draftId = await draft.settle()
    // a repeat is the same call, whatever became of the draft by the first one
    if (sent.current?.key !== idempotencyKey) sent.current = { key: idempotencyKey, draftId }
    try {
      const { requestId } = await send<Submitted>('POST', `${base}/requests`, {
        body: { values, flowRevision: app.flowRevision, draftId: sent.current.draftId },
        idempotencyKey,
      })
      router.push(`/requests/${requestId}?new=1`)
    } catch (error) {
      const isGone = error instanceof ApiError && error.details.some(({ path }) => path === 'draftId')
      if (isGone) sent.current = undefined
      draft.resume(isGone)
      throw error
    }
  }

  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
      <div className="min-w-0">
        <SaveStatus draft={draft} />
        <HostProvider host={hostWithFiles}>
          <FlowForm<FormState>
            inputs={app.inputs}
            states={app.states}
            draftKey={draft.key()}
            keeper={draft}
            validate={(values, signal) =>
              send<FormState>('POST', `${base}/validate`, { body: { values }, signal })
            }
            findOptions={(search, signal) => send('POST', `${base}/options`, { body: search, signal })}
            onAnswer={(answer) => {
              setNext(answer.next)
            }}
            submit={submit}
            submitLabel={t('submit')}
          />
        </HostProvider>
      </div>
      <WhatNext next={next} />
    </div>
  )
}
