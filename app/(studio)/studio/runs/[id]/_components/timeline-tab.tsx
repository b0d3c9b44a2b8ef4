'use client'

import { Hourglass } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { RunTimeline } from '#components/run-timeline/run-timeline.tsx'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ExecutionView, TaskRunView } from '#server/runs/view.ts'
import { runHref } from '../../../../_components/param.ts'
import { ValueTree } from './value-tree.tsx'

/** The tasks over time, and beneath them the one that is picked. */
export function TimelineTab({ run }: { run: ExecutionView }) {
  const t = useTranslations('studio.timeline')
  const [selected, setSelected] = useState<string>()
  const picked = run.taskRunList.find((taskRun) => taskRun.id === selected)
  if (run.taskRunList.length === 0) return <EmptyState icon={Hourglass} title={t('empty')} />
  return (
    <div className="space-y-4">
      <RunTimeline
        runs={run.taskRunList}
        state={run.state}
        selected={selected}
        onSelect={(id) => {
          setSelected(id === selected ? undefined : id)
        }}
      />
      {picked ? (
        <TaskDetails run={run} task={picked} />
      ) : (
        <p className="text-sm text-ink-faint">{t('pick')}</p>
      )}
    </div>
  )
}

function TaskDetails({ run, task }: { run: ExecutionView; task: TaskRunView }) {
  const t = useTranslations('studio.timeline')
  const now = useNow({ updateInterval: 1000 }).getTime()
  return (
    <Card className="space-y-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-mono text-base font-semibold wrap-anywhere">{task.taskId}</h2>
        <Link
          href={`${runHref(run.id)}?tab=logs&task=${encodeURIComponent(task.taskId)}`}
          className="text-sm font-medium underline underline-offset-2"
        >
          {t('logs')}
        </Link>
      </div>
      {task.message ? <p className="text-sm wrap-anywhere whitespace-pre-wrap">{task.message}</p> : null}
      <ol aria-label={t('history')} className="space-y-1.5 text-sm">
        {(task.attempts?.length ? task.attempts : [{ state: task.state }]).map((attempt, index) => (
          <li key={index} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-ink-soft">{t('attempt', { number: index + 1 })}</span>
            <StatePill state={attempt.state.current} />
            <RelativeTime at={attempt.state.startDate} className="text-ink-faint" />
            <span suppressHydrationWarning className="text-ink-faint tabular-nums">
              {lasted(attempt.state, now)}
            </span>
          </li>
        ))}
      </ol>
      <ValueTree value={task.outputs ?? {}} path={`outputs.${task.taskId}`} none={t('noOutputs')} />
    </Card>
  )
}
