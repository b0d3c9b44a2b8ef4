'use client'

import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { useSummary, type SummarisedForm, type Where } from './use-summary.ts'

export interface SummaryLine {
  /** DOM id of the control. */
  id: string
  /** DOM id of the field that it stands in: the control may not be drawn, on another page of a table. */
  fieldId: string
  inputId: string
  label: string
  text: string
}

interface ErrorSummaryProps {
  form: SummarisedForm
  where: Where
  /** Something was refused: from then on it is told what is left to mend. */
  active: boolean
  ref: Ref<HTMLDivElement>
  /** Shows the control, which may stand in another step, and gives it the focus. */
  onGo(line: SummaryLine): void
}

/** All that must be mended, each with a way there. It takes the focus when a submit fails. */
export function ErrorSummary({ active, ref, ...lines }: ErrorSummaryProps) {
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="rounded-sm">
      {active ? <SummaryLines {...lines} /> : null}
    </div>
  )
}

function SummaryLines({ form, where, onGo }: Pick<ErrorSummaryProps, 'form' | 'where' | 'onGo'>) {
  const t = useTranslations('form')
  const lines = useSummary(form, where)
  if (lines.length === 0) return null
  return (
    <Notice tone="danger" title={t('summary', { count: lines.length })}>
      <ul className="list-disc space-y-0.5 pl-4">
        {lines.map((line) => (
          <li key={`${line.id} ${line.text}`}>
            <a
              href={`#${line.id}`}
              onClick={(event) => {
                event.preventDefault()
                onGo(line)
              }}
              className="underline underline-offset-2"
            >
              {line.label}
            </a>
            {`: ${line.text}`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
