'use client'

import { useTranslations } from 'next-intl'
import type { TimesInsight } from '#server/insight/view.ts'
import { useUsual } from '../../_components/use-usual.ts'

interface TimesProps {
  usualSeconds?: number
  slowSeconds?: number
  counts?: TimesInsight['counts']
  /** The title of the column says that it is working time. */
  titled: boolean
  /** The longest median of the table, which its bar shows whole. */
  longest: number
}

/** Median and 90th percentile in words, with a bar for the median beside the others of the table. */
export function Times({ usualSeconds, slowSeconds, counts, titled, longest }: TimesProps) {
  const t = useTranslations('insight')
  const inUnits = useUsual()
  const usual = (seconds: number) => inUnits(seconds, counts === 'working')
  if (usualSeconds === undefined) return <span className="text-ink-faint">{t('noData')}</span>
  const share = longest > 0 ? Math.max(0.02, usualSeconds / longest) : 0
  return (
    <div className="min-w-40">
      <p>
        {usual(usualSeconds)}
        {slowSeconds !== undefined && usual(slowSeconds) !== usual(usualSeconds) ? (
          <span className="text-ink-faint"> · {t('slow', { time: usual(slowSeconds) })}</span>
        ) : null}
        {counts === 'working' && !titled ? (
          <span className="text-ink-faint"> · {t('ofWorkingTime')}</span>
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

/** Whether all that a table tells is working time, so that the title of the column says so. */
export function isWorkingTime(rows: readonly TimesInsight[]): boolean {
  const told = rows.filter(({ usualSeconds }) => usualSeconds !== undefined)
  return told.length > 0 && told.every(({ counts }) => counts === 'working')
}
