'use client'

import { useTranslations } from 'next-intl'
import { useUsual } from '../../_components/use-usual.ts'

interface TimesProps {
  usualSeconds?: number
  slowSeconds?: number
  /** The longest median of the table, which its bar shows whole. */
  longest: number
}

/** Median and 90th percentile in words, with a bar for the median beside the others of the table. */
export function Times({ usualSeconds, slowSeconds, longest }: TimesProps) {
  const t = useTranslations('insight')
  const usual = useUsual()
  if (usualSeconds === undefined) return <span className="text-ink-faint">{t('noData')}</span>
  const share = longest > 0 ? Math.max(0.02, usualSeconds / longest) : 0
  return (
    <div className="min-w-40">
      <p>
        {usual(usualSeconds)}
        {slowSeconds !== undefined && usual(slowSeconds) !== usual(usualSeconds) ? (
          <span className="text-ink-faint"> · {t('slow', { time: usual(slowSeconds) })}</span>
        ) : null}
      </p>
      <div aria-hidden className="mt-1 h-1 w-full rounded-full bg-sunken">
        <div className="h-1 rounded-full bg-accent" style={{ width: `${Math.round(share * 100)}%` }} />
      </div>
    </div>
  )
}

/** The longest median of some rows. */
export function longestOf(rows: readonly { usualSeconds?: number }[]): number {
  return Math.max(0, ...rows.map(({ usualSeconds = 0 }) => usualSeconds))
}
