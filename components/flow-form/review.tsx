'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { fieldOf, useFields } from './form-store.ts'
import type { FormStep } from './layout.ts'
import { useAnswerText } from './use-answer-text.ts'
import type { ShownInput } from './use-flow-form.ts'
import type { SummarisedForm } from './use-summary.ts'

interface ReviewProps {
  steps: readonly FormStep[]
  titles: readonly string[]
  form: SummarisedForm
  labelOf(input: ShownInput['input']): string
  onGo(to: number): void
}

/** All answers once more before they are sent, with a way back to each step. */
export default function Review({ steps, titles, form, labelOf, onGo }: ReviewProps) {
  const t = useTranslations('form')
  const textOf = useAnswerText()
  const fields = useFields(form.store)
  return (
    <div className="space-y-6">
      <p className="text-ink-soft">{t('reviewHelp')}</p>
      {steps.map((step, index) => {
        const ids = new Set(step.members.map(({ id }) => id))
        const answers = form.shown.filter(({ input }) => ids.has(input.id) && !input.inputs)
        const title = titles[index] ?? ''
        return (
          <section key={`${String(index)} ${title}`} className="space-y-2">
            <div className="flex items-center justify-between gap-4 border-b pb-1">
              <h3 className="font-semibold">{title}</h3>
              <Button
                variant="ghost"
                size="sm"
                aria-label={t('changeStep', { step: title })}
                onClick={() => {
                  onGo(index)
                }}
              >
                {t('change')}
              </Button>
            </div>
            <dl className="space-y-2 sm:grid sm:grid-cols-[12rem_minmax(0,1fr)] sm:gap-x-6 sm:gap-y-2 sm:space-y-0">
              {answers.map((one) => (
                <div key={one.name} className="contents max-sm:block">
                  <dt className="text-sm text-ink-soft">{labelOf(one.input)}</dt>
                  <dd className="break-words whitespace-pre-line">
                    {textOf({ ...one, value: fieldOf(fields, one.name).value })}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </div>
  )
}
