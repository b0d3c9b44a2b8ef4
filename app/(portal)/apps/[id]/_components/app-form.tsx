'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { isOfOtherInputs } from '#components/flow-form/form-values.ts'
import type { FlowFormOptions } from '#components/flow-form/use-flow-form.ts'
import { ApiError, send } from '#components/live/api.ts'
import { HostProvider, useHost, type Host } from '#components/ui/host.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AppPageView, FormState, PageForm } from '#server/apps/view.ts'
import type { DraftView } from '#server/drafts/view.ts'
import { SaveStatus } from './save-status.tsx'
import { useAppDraft } from './use-app-draft.ts'
import { WhatNext } from './what-next.tsx'

const LaidOutForm = later(() => import('./laid-out-form.tsx'), <Skeleton className="h-96" />)

interface Submitted {
  requestId: string
}

interface AppFormProps {
  view: AppPageView
  form: PageForm
  personId: string
  /** The draft that it goes on with. */
  draft?: Pick<DraftView, 'id' | 'version' | 'updatedAt' | 'values' | 'step' | 'files'>
}

export function AppForm({ view, form, personId, draft: begun }: AppFormProps) {
  const t = useTranslations('app')
  const router = useRouter()
  const [next, setNext] = useState(form.next)
  const { id: appId } = view.app
  const { flow, flowRevision } = form
  const draft = useAppDraft({ appId, flow, flowRevision, draft: begun }, personId)
  const host = useHost()
  const hostWithFiles = useMemo<Host>(() => {
    const files = new Map(begun?.files.map((file) => [file.id, file]))
    return { ...host, uploaded: (id) => host.uploaded(id) ?? files.get(id) }
  }, [host, begun])
  const isReshaped = useRef(false)
  const sent = useRef<{ key: string; draftId: string | undefined }>(undefined)
  const base = `/apps/view/${encodeURIComponent(appId)}`

  async function submit(values: object, idempotencyKey: string) {
    const draftId = await draft.settle()
    // a repeat is the same call, whatever became of the draft by the first one
    if (sent.current?.key !== idempotencyKey) sent.current = { key: idempotencyKey, draftId }
    try {
      const { requestId } = await send<Submitted>('POST', `${base}/requests`, {
        body: { values, flow, flowRevision, draftId: sent.current.draftId },
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

  const shown: FlowFormOptions<FormState> & { submitLabel: string } = {
    inputs: form.inputs,
    states: form.states,
    draftKey: draft.key(),
    keeper: draft,
    validate: (values, signal) =>
      send<FormState>('POST', `${base}/validate`, { body: { values, flow }, signal }),
    findOptions: (search, signal) => send('POST', `${base}/options`, { body: { ...search, flow }, signal }),
    onAnswer: (answer) => {
      setNext(answer.next)
      if (isReshaped.current || !isOfOtherInputs(form.inputs, answer.states)) return
      isReshaped.current = true
      draft.tell({ news: { kind: 'reshaped' } })
    },
    submit,
    submitLabel: t('submit'),
  }
  // the page of most apps: what lays out others is not loaded for it
  const isPlain = view.blocks.every(({ type }) => type === 'create-form')
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
      <div className="min-w-0">
        <SaveStatus draft={draft} />
        <HostProvider host={hostWithFiles}>
          {isPlain ? (
            <FlowForm<FormState> {...shown} />
          ) : (
            <LaidOutForm
              {...shown}
              blocks={view.blocks}
              requests={view.requests}
              hasButton={form.hasButton}
            />
          )}
        </HostProvider>
      </div>
      <WhatNext next={next} />
    </div>
  )
}
