'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useMemo, useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { foldSame, lineDiff, type DiffLine } from './line-diff.ts'

interface SourceDiffProps {
  before: string
  after: string
  label: string
}

/** Equal lines shown before and after a change. */
const around = 4

const signs = { same: ' ', added: '+', removed: '−' }
const looks = {
  same: '',
  added: 'bg-success-soft text-success-strong',
  removed: 'bg-danger-soft text-danger-strong',
}

/** An older source, and what the newer one changed in it. */
export function SourceDiff({ before, after, label }: SourceDiffProps) {
  const t = useTranslations('studio.revisions')
  const lines = useMemo(() => lineDiff(before, after), [before, after])
  const differs = before !== after
  const [diff, setDiff] = useState(differs)
  const parts = diff ? foldSame(lines, around) : [{ lines: lines.filter((line) => line.kind !== 'added') }]
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      {differs ? (
        <div role="group" aria-label={t('show')} className="flex gap-1 border-b px-3 py-2">
          {[true, false].map((on) => (
            <button
              key={String(on)}
              type="button"
              aria-pressed={diff === on}
              onClick={() => {
                setDiff(on)
              }}
              className={cn(
                'h-7 rounded-sm px-2.5 text-sm font-medium max-sm:h-11',
                diff === on ? 'bg-accent-soft text-accent-strong' : 'text-ink-soft hover:bg-sunken',
              )}
            >
              {on ? t('diff') : t('whole')}
            </button>
          ))}
        </div>
      ) : null}
      <div
        role="region"
        aria-label={label}
        tabIndex={0}
        className="relative max-h-[70dvh] overflow-auto focus-visible:-outline-offset-2"
      >
        <table className="min-w-full border-collapse font-mono text-xs leading-5">
          <tbody>
            {parts.map((part, index) =>
              'skipped' in part ? (
                <tr key={index} className="bg-sunken font-sans text-ink-faint">
                  <td colSpan={3} className="px-3 py-1">
                    {t('skipped', { count: part.skipped })}
                  </td>
                </tr>
              ) : (
                <Fragment key={index}>
                  {part.lines.map((line, at) => (
                    <Line key={at} line={line} marked={diff} />
                  ))}
                </Fragment>
              ),
            )}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Line({ line, marked }: { line: DiffLine; marked: boolean }) {
  const t = useTranslations('studio.revisions')
  const kind = marked ? line.kind : 'same'
  return (
    <tr className={looks[kind]}>
      <td className="w-10 px-2 text-right text-ink-faint select-none">{line.before}</td>
      {marked ? <td className="w-10 px-2 text-right text-ink-faint select-none">{line.after}</td> : null}
      <td className="pr-4 whitespace-pre">
        {marked ? (
          <span className="inline-block w-4 select-none">
            <span aria-hidden>{signs[kind]}</span>
            {kind === 'same' ? null : <span className="sr-only">{t(kind)}</span>}
          </span>
        ) : null}
        {line.text}
      </td>
    </tr>
  )
}
