'use client'

import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FormPreview } from '#server/flows/view.ts'
import { runHref } from '../../../../../_components/param.ts'

interface RunNowProps {
  flow: { namespace: string; id: string; revision: number }
  /** Of the revision that is started. */
  source: string
}

/** Starts the published revision by hand, with the form that requesters see. */
export function RunNow({ flow, source }: RunNowProps) {
  const t = useTranslations('studio.run-now')
  const common = useTranslations('common')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [form, setForm] = useState<FormPreview>()
  const [trouble, setTrouble] = useState<unknown>()
  const ask = (values: Record<string, unknown>, signal?: AbortSignal) =>
    send<FormPreview>('POST', '/flows/form', { body: { source, values }, signal })

  async function show() {
    setOpen(true)
    setForm(undefined)
    setTrouble(undefined)
    try {
      setForm(await ask({}))
    } catch (error) {
      setTrouble(error)
    }
  }

  return (
    <>
      <Button variant="primary" onClick={() => void show()}>
        <Play aria-hidden />
        {t('open')}
      </Button>
      <Dialog
        kind="drawer"
        open={open}
        title={t('title', { flow: flow.id, revision: flow.revision })}
        closeLabel={common('close')}
        className="overflow-y-auto"
        onClose={() => {
          setOpen(false)
        }}
      >
        {trouble ? <TroubleNotice error={trouble} /> : null}
        {form ? (
          <FlowForm<FormPreview>
            inputs={form.inputs}
            states={form.states}
            draftKey={`run:${flow.namespace}/${flow.id}:${String(flow.revision)}`}
            validate={(values, signal) => ask(values, signal)}
            findOptions={(search, signal) =>
              send('POST', '/flows/form/options', { body: { source, ...search }, signal })
            }
            submit={async (values, idempotencyKey) => {
              const path = `/executions/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.id)}`
              const run = await send<{ id: string }>('POST', `${path}?revision=${String(flow.revision)}`, {
                body: values,
                idempotencyKey,
              })
              router.push(runHref(run.id))
            }}
            submitLabel={t('start')}
          />
        ) : trouble ? null : (
          <Skeleton className="h-64" />
        )}
      </Dialog>
    </>
  )
}
