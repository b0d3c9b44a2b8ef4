'use client'

import { Gauge } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { durationText } from '#components/run-timeline/task-run.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { MetricView } from '#server/metrics/read-metrics.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { ParamSelect } from '../../../../_components/param-select.tsx'

/** The first page of what was measured. */
export interface MetricsAtHand {
  /** REST path of it. */
  path: string
  page: { results: MetricView[]; total: number }
  /** The only task that is listed. */
  task?: string
}

/** What the tasks of a run measured, in the order of time. */
export function Metrics({ run, atHand }: { run: ExecutionView; atHand: MetricsAtHand }) {
  const t = useTranslations('studio.metrics')
  const { path, page, task } = atHand
  const pages = usePages<MetricView>(path, {
    initial: page,
    topics: [`execution:${run.id}`],
    keyOf: (row) => [row.taskRunId, row.name, row.timestamp, row.value, JSON.stringify(row.tags)].join(' '),
    by: 'page',
  })
  const tasks = [...new Set(run.taskRunList.map(({ taskId }) => taskId))]
  return (
    <div className="space-y-3">
      {pages.rows.length > 0 || task !== undefined ? (
        <ParamSelect param="task" label={t('task')} allLabel={t('allTasks')} options={tasks} />
      ) : null}
      {pages.rows.length === 0 ? (
        <EmptyState icon={Gauge} title={task === undefined ? t('empty') : t('nothing')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <Table label={t('label')}>
            <thead>
              <tr>
                <Th>{t('task')}</Th>
                <Th>{t('name')}</Th>
                <Th className="text-right">{t('value')}</Th>
                <Th>{t('tags')}</Th>
                <Th>{t('when')}</Th>
              </tr>
            </thead>
            <tbody>
              {pages.rows.map((row, index) => (
                <MetricLine key={index} row={row} />
              ))}
            </tbody>
          </Table>
          <ListFoot pages={pages} />
        </>
      )}
    </div>
  )
}

function MetricLine({ row }: { row: MetricView }) {
  const t = useTranslations('studio.metrics.types')
  const format = useFormatter()
  const kind = row.type === 'counter' || row.type === 'timer' || row.type === 'gauge' ? row.type : undefined
  return (
    <Tr>
      <Td className="max-w-64 min-w-28 font-mono text-xs wrap-anywhere">{row.taskId}</Td>
      <Td className="min-w-36 wrap-anywhere">
        <span className="block font-medium">{row.name}</span>
        <span className="block text-xs text-ink-faint">{kind ? t(kind) : row.type}</span>
      </Td>
      <Td className="text-right whitespace-nowrap tabular-nums">
        {row.type === 'timer'
          ? durationText(row.value)
          : format.number(row.value, { maximumFractionDigits: 3 })}
      </Td>
      <Td>
        <span className="flex max-w-96 flex-wrap gap-1">
          {Object.entries(row.tags).map(([name, value]) => (
            <Badge key={name}>{`${name}: ${value}`}</Badge>
          ))}
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime at={row.timestamp} className="text-ink-soft" />
      </Td>
    </Tr>
  )
}
