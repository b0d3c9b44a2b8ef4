'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { TriggerStateView } from '#server/triggers/view.ts'

interface BackfillDialogProps {
  state: TriggerStateView
  path: string
  onClose(): void
}

/** `2027-01-31T09:00` as the browser's own field wants it, in the person's zone. */
function localMinute(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

/** Asks which times of a schedule are to be made up for. */
export default function BackfillDialog({ state, path, onClose }: BackfillDialogProps) {
  const t = useTranslations('studio.triggers')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [start, setStart] = useState(() => localMinute(new Date(Date.now() - 7 * 86_400_000)))
  const [end, setEnd] = useState(() => localMinute(new Date()))
  const [labels, setLabels] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const wrongSpan = start !== '' && end !== '' && start > end
  const wrongLabels = linesOf(labels).some((line) => line.indexOf(':') < 1)

  async function submit() {
    if (start === '' || wrongSpan || wrongLabels) return
    setPending(true)
    setTrouble(undefined)
    try {
      const { namespace, flowId, triggerId } = state
      const backfill = {
        start: new Date(start).toISOString(),
        ...(end === '' ? {} : { end: new Date(end).toISOString() }),
        labels: linesOf(labels).map((line) => {
          const at = line.indexOf(':')
          return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
        }),
      }
      await send('PUT', '/triggers/backfill/create', { body: { namespace, flowId, triggerId, backfill } })
      await client.invalidateQueries({ queryKey: [path] })
      onClose()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      title={t('backfillTitle', { trigger: state.triggerId })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <Form onSubmit={() => void submit()} className="space-y-4" noValidate>
        <p className="text-ink-soft">{t('backfillText')}</p>
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <Field id="backfill-start" label={t('backfillStart')}>
            <Input
              id="backfill-start"
              type="datetime-local"
              required
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          </Field>
          <Field
            id="backfill-end"
            label={t('backfillUntil')}
            error={wrongSpan ? t('backfillWrongSpan') : undefined}
          >
            <Input
              id="backfill-end"
              type="datetime-local"
              value={end}
              aria-invalid={wrongSpan}
              aria-describedby={describedBy('backfill-end', { help: false, error: wrongSpan })}
              onChange={(event) => setEnd(event.target.value)}
            />
          </Field>
        </div>
        <Field
          id="backfill-labels"
          label={t('backfillLabels')}
          mark={t('optional')}
          help={t('backfillLabelsHelp')}
          error={wrongLabels ? t('backfillWrongLabels') : undefined}
        >
          <Textarea
            id="backfill-labels"
            rows={2}
            value={labels}
            aria-invalid={wrongLabels}
            aria-describedby={describedBy('backfill-labels', { help: true, error: wrongLabels })}
            onChange={(event) => setLabels(event.target.value)}
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {t('backfillStartIt')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
