'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useResource } from '#components/live/use-resource.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import type { ExecutionView, LogView } from '#server/runs/view.ts'
import { runHref } from '../../../../_components/param.ts'
import { Failure } from './failure.tsx'
import { fileHrefOf } from './file-href.ts'
import type { LogsAtHand } from './log-query.ts'
import type { MetricsAtHand } from './metrics.tsx'
import { Outputs } from './outputs.tsx'
import { RunApprovals } from './run-approvals.tsx'
import type { MayDo } from './run-actions.tsx'
import { RunHeader } from './run-header.tsx'
import { runTabs, type RunTab } from './run-tabs.ts'
import { TimelineTab } from './timeline-tab.tsx'
import { ValueTree } from './value-tree.tsx'

const loading = () => <Skeleton className="h-[65dvh] rounded-lg" />
const Graph = dynamic(() => import('./graph.tsx'), { ssr: false, loading })
const Logs = dynamic(() => import('./logs.tsx').then((file) => file.Logs), { loading })
const Metrics = dynamic(() => import('./metrics.tsx').then((file) => file.Metrics), { loading })

interface RunProps {
  initial: ExecutionView
  tab: RunTab
  /** What the page had at hand for its tab. */
  logs?: LogsAtHand
  metrics?: MetricsAtHand
  graph?: GraphAnswer
  /** The end of the log of what failed. */
  last?: LogView[]
  may: MayDo
}

/** A run as it goes on. A failed one says first what went wrong. */
export function Run({ initial, tab, logs, metrics, graph, last, may }: RunProps) {
  const t = useTranslations('studio.run')
  const { data: run = initial } = useResource(`/executions/${initial.id}`, {
    initial,
    topics: [`execution:${initial.id}`],
  })
  const approvals = run.taskRunList.filter(({ asks }) => asks)
  const href = runHref(run.id)
  return (
    <>
      <RunHeader run={run} may={may} />
      {tab === 'timeline' && run.state.current === 'FAILED' ? <Failure run={run} last={last} /> : null}
      <Tabs
        label={t('tabs')}
        current={tab}
        tabs={runTabs.map((name) => ({
          key: name,
          href: name === 'timeline' ? href : `${href}?tab=${name}`,
          label: t(name),
          count: name === 'approvals' ? approvals.length : undefined,
        }))}
        className="mb-4"
      />
      {tab === 'timeline' ? <TimelineTab run={run} may={may} /> : null}
      {tab === 'graph' && graph ? <Graph run={run} graph={graph} may={may} /> : null}
      {tab === 'logs' ? <Logs run={run} atHand={logs} /> : null}
      {tab === 'outputs' ? <Outputs run={run} may={may} /> : null}
      {tab === 'metrics' && metrics ? <Metrics key={metrics.path} run={run} atHand={metrics} /> : null}
      {tab === 'inputs' ? (
        <ValueTree value={run.inputs} path="inputs" none={t('noInputs')} fileHref={fileHrefOf(run.id)} />
      ) : null}
      {tab === 'approvals' ? <RunApprovals executionId={run.id} taskRuns={approvals} /> : null}
    </>
  )
}
