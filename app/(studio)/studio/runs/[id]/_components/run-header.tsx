'use client'

import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { PageHeader } from '#components/ui/page-header.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import { flowHref, runHref } from '../../../../_components/param.ts'
import { RunActions, type MayDo } from './run-actions.tsx'

/** What an execution that has not begun waits for: its turn, or its time. */
function Waiting({ run }: { run: ExecutionView }) {
  const t = useTranslations('studio.run')
  if (run.queuedBehind !== undefined) return <span>{t('queued-behind', { count: run.queuedBehind })}</span>
  if (run.state.current !== 'CREATED' || run.scheduleDate === undefined) return null
  return (
    <span className="flex gap-1">
      {t('scheduled')}
      <RelativeTime at={run.scheduleDate} />
    </span>
  )
}

/** The run that started this one, where another did. */
function StartedBy({ trigger }: Pick<ExecutionView, 'trigger'>) {
  const t = useTranslations('studio.run')
  const variables = trigger?.variables
  const isMap = typeof variables === 'object' && variables !== null && !Array.isArray(variables)
  const id = isMap ? variables.executionId : undefined
  if (typeof id !== 'string') return null
  return (
    <Link href={runHref(id)} className="rounded-sm underline underline-offset-2">
      {t('parent')}
    </Link>
  )
}

/** Which flow, how it stands, how long it took, whose it is. */
export function RunHeader({ run, may }: { run: ExecutionView; may: MayDo }) {
  const t = useTranslations('studio.run')
  const now = useNow({ updateInterval: run.state.endDate === undefined ? 1000 : 3_600_000 }).getTime()
  return (
    <PageHeader
      title={
        <Link href={flowHref(run.namespace, run.flowId)} className="rounded-sm hover:underline">
          {run.flowId}
        </Link>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <StatePill state={run.state.current} />
          <span suppressHydrationWarning className="tabular-nums">
            {lasted(run.state, now)}
          </span>
          <RelativeTime at={run.state.startDate} />
          <Waiting run={run} />
          <Link
            href={`${flowHref(run.namespace, run.flowId)}?tab=revisions`}
            className="rounded-sm hover:underline"
          >
            {t('revision', { revision: run.flowRevision })}
          </Link>
          {run.requestId && may.readRequest ? (
            <Link href={`/requests/${run.requestId}`} className="rounded-sm underline underline-offset-2">
              {t('request')}
            </Link>
          ) : null}
          <StartedBy trigger={run.trigger} />
          <span className="font-mono text-xs wrap-anywhere">{run.namespace}</span>
        </span>
      }
      actions={<RunActions run={run} may={may} />}
    />
  )
}
