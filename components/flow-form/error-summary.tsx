'use client'

import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { Notice } from '#components/ui/notice.tsx'

export interface SummaryLine {
  /** DOM id of the control. */
  id: string
  label: string
  text: string
}

interface ErrorSummaryProps {
  lines: readonly SummaryLine[]
  ref: Ref<HTMLDivElement>
  /** Shows the control, which may stand in another step, and gives it the focus. */
  onGo(id: string): void
}

/** All that must be mended, each with a way there. It takes the focus when a submit fails. */
export function ErrorSummary({ lines, ref, onGo }: ErrorSummaryProps) {
  const t = useTranslations('form')
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="rounded-sm">
      {lines.length > 0 ? (
        <Notice tone="danger" title={t('summary', { count: lines.length })}>
          <ul className="list-disc space-y-0.5 pl-4">
            {lines.map((line) => (
              <li key={`${line.id} ${line.text}`}>
                <a
                  href={`#${line.id}`}
                  onClick={(event) => {
                    event.preventDefault()
                    onGo(line.id)
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
      ) : null}
    </div>
  )
}
