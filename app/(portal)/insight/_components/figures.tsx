'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import type { Insight } from '#server/insight/view.ts'

/** What one wants to know first: how much there is, what comes back, what was in time, what waits. */
export function Figures({ insight, waiting }: { insight: Insight; waiting: number }) {
  const t = useTranslations('insight')
  const format = useFormatter()
  const { made, reworked } = insight.requests
  const due = insight.steps.reduce((sum, step) => sum + step.due.of, 0)
  const kept = insight.steps.reduce((sum, step) => sum + step.due.kept, 0)
  const overdue = insight.steps.reduce((sum, step) => sum + step.overdue, 0)
  const share = (part: number, whole: number) =>
    whole === 0 ? t('noData') : format.number(part / whole, { style: 'percent', maximumFractionDigits: 0 })
  const figures = [
    { label: t('made'), value: format.number(made) },
    { label: t('rework'), value: share(reworked, made), note: t('ofMade', { part: reworked, whole: made }) },
    { label: t('inTime'), value: share(kept, due), note: t('ofDue', { part: kept, whole: due }) },
    { label: t('waitingNow'), value: format.number(waiting), note: t('overdueNow', { count: overdue }) },
  ]
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {figures.map(({ label, value, note }) => (
        <Card key={label} className="flex flex-col p-4">
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd className="mt-1 text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
          {note ? <dd className="text-sm text-ink-faint">{note}</dd> : null}
        </Card>
      ))}
    </dl>
  )
}
