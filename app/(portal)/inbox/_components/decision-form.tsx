'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { FormPreview } from '#server/flows/view.ts'
import type { DecisionPanelProps } from './decision-panel.tsx'
import { useDecision } from './use-decision.ts'

type DecisionFormProps = Pick<DecisionPanelProps, 'approval' | 'path' | 'onWish' | 'onDecided'>

/** The approval of what asks for answers: its form, a comment, and the confirmation. */
export default function DecisionForm({ approval, path, onWish, onDecided }: DecisionFormProps) {
  const t = useTranslations('inbox')
  const heading = useRef<HTMLHeadingElement>(null)
  const decision = useDecision({ approval, path, onDecided })
  const ask = (values?: Record<string, unknown>, signal?: AbortSignal) =>
    send<FormPreview>('POST', `${path}/form`, { body: values ? { values } : {}, signal })
  // What it asks depends on the moment: it is never taken from an earlier look. Nor is it asked again meanwhile: once it was
  // decided there is none, and whatever is typed the form asks about itself.
  const form = useQuery({
    queryKey: [`${path}/form`],
    queryFn: ({ signal }) => ask(undefined, signal),
    gcTime: 0,
    staleTime: 'static',
  })
  useEffect(() => {
    heading.current?.focus()
  }, [])

  return (
    <Card className="space-y-4 p-4">
      <h3 ref={heading} tabIndex={-1} className="font-medium outline-none">
        {t('sure.APPROVE')}
      </h3>
      {form.error ? <TroubleNotice error={form.error} /> : null}
      {!form.data && !form.error ? <Skeleton className="h-64 rounded-lg" /> : null}
      {form.data ? (
        <FlowForm<FormPreview>
          inputs={form.data.inputs}
          states={form.data.states}
          draftKey={`decision-form:${approval.id}:${String(approval.version)}`}
          validate={ask}
          findOptions={(search, signal) => send('POST', `${path}/form/options`, { body: search, signal })}
          submit={(values) => decision.submit('APPROVE', values)}
          actions={
            <Button
              onClick={() => {
                onWish(undefined)
              }}
            >
              {t('back')}
            </Button>
          }
        >
          {({ fields, button }) => (
            <div className="space-y-5">
              {fields}
              <Field
                id="comment"
                label={t('comment')}
                mark={approval.commentRequired === 'ALWAYS' ? undefined : t('optional')}
                help={t('commentHelp')}
              >
                <Textarea
                  id="comment"
                  rows={3}
                  maxLength={5000}
                  value={decision.comment}
                  aria-required={approval.commentRequired === 'ALWAYS'}
                  aria-describedby="comment-help"
                  onChange={(event) => {
                    decision.write(event.target.value)
                  }}
                />
              </Field>
              {button({ label: approval.labels?.approve ?? t('approve') })}
            </div>
          )}
        </FlowForm>
      ) : null}
    </Card>
  )
}
