'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FormPreview } from '#server/flows/view.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { runHref } from '../../../../_components/param.ts'
import { actionPath } from './use-verb.ts'

interface DrawerProps {
  verb: 'resume' | 'replay'
  run: ExecutionView
  title: ReactNode
  text?: ReactNode
  submitLabel: ReactNode
  submit(values: Record<string, unknown>, idempotencyKey: string): Promise<void>
  onClose(): void
}

function FormDrawer({ verb, run, title, text, submitLabel, submit, onClose }: DrawerProps) {
  const common = useTranslations('common')
  const path = `${actionPath(run.id, verb)}/form`
  const ask = (values?: Record<string, unknown>, signal?: AbortSignal) =>
    send<FormPreview>('POST', path, { body: values ? { values } : {}, signal })
  // what it asks for depends on the moment: it is never taken from an earlier look, and not asked again once it was sent
  const form = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => ask(undefined, signal),
    gcTime: 0,
    staleTime: 'static',
  })
  return (
    <Dialog
      kind="drawer"
      open
      title={title}
      closeLabel={common('close')}
      className="overflow-y-auto"
      onClose={onClose}
    >
      {text ? <p className="mb-4 text-ink-soft">{text}</p> : null}
      {form.error ? <TroubleNotice error={form.error} /> : null}
      {form.data ? (
        <FlowForm<FormPreview>
          inputs={form.data.inputs}
          states={form.data.states}
          draftKey={`${verb}:${run.id}:${String(run.metadata.attemptNumber)}`}
          validate={ask}
          findOptions={(search, signal) => send('POST', `${path}/options`, { body: search, signal })}
          submit={submit}
          submitLabel={submitLabel}
        />
      ) : form.error ? null : (
        <Skeleton className="h-64" />
      )}
    </Dialog>
  )
}

interface RunDrawerProps {
  run: ExecutionView
  onClose(): void
}

/** Resumes a paused run, with what its pause asks for. */
export function ResumeDrawer({ run, onClose }: RunDrawerProps) {
  const t = useTranslations('studio.life')
  const client = useQueryClient()
  return (
    <FormDrawer
      verb="resume"
      run={run}
      title={t('resumeTitle', { flow: run.flowId })}
      submitLabel={t('resumeNow')}
      submit={async (values, idempotencyKey) => {
        await send('POST', actionPath(run.id, 'resume'), { body: values, idempotencyKey })
        await client.invalidateQueries({ queryKey: [`/executions/${run.id}`] })
        onClose()
      }}
      onClose={onClose}
    />
  )
}

/** Plays a run again as a new one, from the beginning or from a task. */
export function ReplayDrawer({
  run,
  from,
  onClose,
}: RunDrawerProps & { from?: { id: string; taskId: string } }) {
  const t = useTranslations('studio.life')
  const router = useRouter()
  const query = from ? `?taskRunId=${encodeURIComponent(from.id)}` : ''
  return (
    <FormDrawer
      verb="replay"
      run={run}
      title={from ? t('replayFromTitle', { task: from.taskId }) : t('replayTitle', { flow: run.flowId })}
      text={from ? t('replayFromText', { task: from.taskId }) : t('replayText')}
      submitLabel={t('replayNow')}
      submit={async (values, idempotencyKey) => {
        const made = await send<{ id: string }>(
          'POST',
          `${actionPath(run.id, 'replay-with-inputs')}${query}`,
          {
            body: values,
            idempotencyKey,
          },
        )
        router.push(runHref(made.id))
      }}
      onClose={onClose}
    />
  )
}
