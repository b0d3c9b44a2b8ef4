'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Section } from '#components/ui/card.tsx'
import { HostProvider, useHost, type Host } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ChangesForm } from '#server/requests/changes-form.ts'

/** The form of a request that was sent back, with the answers that it had. */
export default function ChangeRequest({ id }: { id: string }) {
  const t = useTranslations('tracker')
  const { data, error } = useResource<ChangesForm>(pathOf(id))
  return (
    <Section id="changes" title={t('changeAnswers')} className="max-w-160">
      {data ? (
        <Form key={data.round} id={id} form={data} />
      ) : error ? (
        <TroubleNotice error={error} />
      ) : (
        <Waiting />
      )}
    </Section>
  )
}

const pathOf = (id: string) => `/requests/${encodeURIComponent(id)}/changes`

function Waiting() {
  return (
    <div aria-busy>
      <Skeleton className="h-96 rounded-lg" />
    </div>
  )
}

function Form({ id, form }: { id: string; form: ChangesForm }) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const host = useHost()
  const hostWithFiles = useMemo<Host>(() => {
    const files = new Map(form.files.map((file) => [file.id, file]))
    return { ...host, uploaded: (fileId) => host.uploaded(fileId) ?? files.get(fileId) }
  }, [host, form.files])
  /** Sent again elsewhere: what the request is now takes this form's place, so the word must stand outside of it. */
  async function replaced({ message }: ApiError) {
    toast('danger', message)
    await client.invalidateQueries()
  }

  return (
    <HostProvider host={hostWithFiles}>
      <FlowForm<ChangesForm>
        inputs={form.inputs}
        states={form.states}
        draftKey={`changes:${id}:${String(form.round)}`}
        validate={(values, signal) =>
          send<ChangesForm>('POST', `${pathOf(id)}/validate`, { body: { values }, signal })
        }
        findOptions={(search, signal) => send('POST', `${pathOf(id)}/options`, { body: search, signal })}
        submit={async (values, commandId) => {
          try {
            await send('POST', `/requests/${encodeURIComponent(id)}/resubmit`, {
              body: { commandId, round: form.round, values },
              idempotencyKey: commandId,
            })
          } catch (error) {
            if (error instanceof ApiError && error.status === 409) await replaced(error)
            throw error
          }
          toast('success', t('sentAgain'))
          // what was to be changed is there no more
          await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== pathOf(id) })
        }}
        submitLabel={t('sendAgain')}
      />
    </HostProvider>
  )
}
