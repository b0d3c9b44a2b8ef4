'use client'

import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ExecutionView, TaskRunView } from '#server/runs/view.ts'
import { runHref } from '../../../../_components/param.ts'
import { fileHrefOf } from './file-href.ts'
import type { MayDo } from './run-actions.tsx'
import { TaskActions } from './task-actions.tsx'
import { outputsPath } from './value-path.ts'
import { ValueTree } from './value-tree.tsx'

/** The run that the task started, or the list of them. */
function StartedRuns({ run, task }: { run: ExecutionView; task: TaskRunView }) {
  const t = useTranslations('studio.timeline')
  const { executionId, numberOfBatches } = task.outputs ?? {}
  const href =
    typeof executionId === 'string' && executionId !== run.id
      ? runHref(executionId)
      : `/studio/runs?triggerExecutionId=${encodeURIComponent(run.id)}`
  if (typeof executionId !== 'string' && typeof numberOfBatches !== 'number') return null
  return (
    <Link href={href} className="ml-auto text-sm font-medium underline underline-offset-2">
      {t('started', { count: typeof numberOfBatches === 'number' ? numberOfBatches : 1 })}
    </Link>
  )
}

interface TaskDetailsProps {
  run: ExecutionView
  task: TaskRunView
  may: MayDo
}

/** A task of a run: its attempts, its outputs, and what can be done from there. */
export function TaskDetails({ run, task, may }: TaskDetailsProps) {
  const t = useTranslations('studio.timeline')
  const now = useNow({ updateInterval: 1000 }).getTime()
  return (
    <Card className="space-y-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-mono text-base font-semibold wrap-anywhere">{task.taskId}</h2>
        <StartedRuns run={run} task={task} />
        <Link
          href={`${runHref(run.id)}?tab=logs&task=${encodeURIComponent(task.taskId)}`}
          className="text-sm font-medium underline underline-offset-2"
        >
          {t('logs')}
        </Link>
      </div>
      <TaskActions run={run} task={task} may={may} />
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
      <ValueTree
        value={task.outputs ?? {}}
        path={outputsPath(task, new Map(run.taskRunList.map((one) => [one.id, one])))}
        none={t('noOutputs')}
        fileHref={fileHrefOf(run.id)}
      />
    </Card>
  )
}
