'use client'

import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import { actionPath } from './use-verb.ts'

interface Evaluated {
  result?: string
  error?: string
}

/** Task runs that can be picked: the last of them, where a run has more. */
const pickable = 200

/** Tries an expression on what the run has, or on what one of its tasks saw. */
export function EvalBox({ run }: { run: ExecutionView }) {
  const t = useTranslations('studio.eval')
  const [expression, setExpression] = useState('{{ outputs }}')
  const [task, setTask] = useState('')
  const [pending, setPending] = useState(false)
  const [answer, setAnswer] = useState<Evaluated>()
  const [trouble, setTrouble] = useState<unknown>()

  async function evaluate() {
    if (pending || expression.trim() === '') return
    setPending(true)
    setTrouble(undefined)
    try {
      const path = actionPath(run.id, 'eval')
      const of = task === '' ? path : `${path}/${encodeURIComponent(task)}`
      setAnswer(await send<Evaluated>('POST', of, { yaml: expression }))
    } catch (error) {
      setAnswer(undefined)
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Section id="eval" title={t('title')}>
      <Form onSubmit={() => void evaluate()} className="space-y-3 rounded-lg border bg-surface p-4">
        <Field id="eval-expression" label={t('expression')} help={t('help')}>
          <Textarea
            id="eval-expression"
            rows={3}
            spellCheck={false}
            className="font-mono"
            aria-describedby="eval-expression-help"
            value={expression}
            onChange={(event) => {
              setExpression(event.target.value)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void evaluate()
            }}
          />
        </Field>
        <div className="flex flex-wrap items-end gap-3">
          <Field id="eval-task" label={t('seenBy')} className="w-72 max-sm:w-full">
            <Select
              id="eval-task"
              value={task}
              onChange={(event) => {
                setTask(event.target.value)
              }}
            >
              <option value="">{t('wholeRun')}</option>
              {run.taskRunList.slice(-pickable).map(({ id, taskId, value }) => (
                <option key={id} value={id}>
                  {value === undefined ? taskId : `${taskId} · ${value}`}
                </option>
              ))}
            </Select>
          </Field>
          <Button type="submit" variant="primary" pending={pending} className="max-sm:w-full">
            <Play aria-hidden />
            {t('evaluate')}
          </Button>
        </div>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div role="status">
          {answer?.error === undefined ? null : (
            <Notice tone="danger">
              <p className="wrap-anywhere whitespace-pre-wrap">{answer.error}</p>
            </Notice>
          )}
          {answer?.result === undefined ? null : (
            <pre
              aria-label={t('result')}
              className="max-h-96 overflow-auto rounded-sm border bg-sunken/60 p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
            >
              {pretty(answer.result)}
            </pre>
          )}
        </div>
      </Form>
    </Section>
  )
}

/** JSON is laid out in lines; every other text is as it is. */
function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
