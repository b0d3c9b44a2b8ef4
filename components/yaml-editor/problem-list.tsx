'use client'

import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Problem } from '#engine/flow/problem.ts'

interface ProblemListProps {
  problems: readonly Problem[]
  /** The text changed since. */
  pending: boolean
  onJump(problem: Problem): void
}

/** The problems of the source; each leads to its line. */
export function ProblemList({ problems, pending, onJump }: ProblemListProps) {
  const t = useTranslations('studio.editor')
  const Icon = pending ? LoaderCircle : problems.length > 0 ? CircleX : CircleCheck
  return (
    <div className="border-t">
      <p role="status" className="flex items-center gap-2 px-3 py-2 text-sm text-ink-soft">
        <Icon
          aria-hidden
          className={
            pending
              ? 'size-4 text-ink-faint'
              : problems.length > 0
                ? 'size-4 text-danger'
                : 'size-4 text-success'
          }
        />
        {pending ? t('checking') : t('problems', { count: problems.length })}
      </p>
      {problems.length > 0 ? (
        <ul aria-label={t('problemList')} className="max-h-40 overflow-y-auto border-t">
          {problems.map((problem, index) => (
            <li key={index}>
              <button
                type="button"
                onClick={() => {
                  onJump(problem)
                }}
                className="flex w-full items-baseline gap-3 px-3 py-1.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2 max-sm:min-h-11"
              >
                <span className="shrink-0 font-mono text-xs text-ink-faint">
                  {t('line', { line: problem.line })}
                </span>
                <span className="min-w-0 wrap-anywhere">{problem.message}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
