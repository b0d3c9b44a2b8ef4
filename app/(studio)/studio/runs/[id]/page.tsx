import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import { Page } from '#components/ui/page.tsx'
import { isTerminal, logLevels, type JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { flowGraph } from '#server/flows/graph.ts'
import { countLogs, getLogs } from '#server/logs/get-logs.ts'
import { executionMetrics } from '#server/metrics/read-metrics.ts'
import { can } from '#server/people/can.ts'
import { seesRequest } from '#server/requests/find-request.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { one } from '../../../_components/param.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import {
  failedTask,
  failureLines,
  logPageLines,
  logQueryOf,
  type LogsAtHand,
} from './_components/log-query.ts'
import type { MetricsAtHand } from './_components/metrics.tsx'
import { Run } from './_components/run.tsx'
import { runTabs } from './_components/run-tabs.ts'

interface RunPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load(props: RunPageProps) {
  const { id } = await props.params
  const actor = await requireAuthor(`/studio/runs/${id}`)
  return { actor, run: await foundOr404(() => getExecution(actor, id)) }
}

export async function generateMetadata(props: RunPageProps): Promise<Metadata> {
  const { run } = await load(props)
  return { title: `${run.flowId} · ${run.id.slice(0, 8)}` }
}

/** The piece of the log that the tab begins with: the first of one that is finished, the last of one that goes on. */
async function logsOf(actor: Actor, run: ExecutionView, params: URLSearchParams): Promise<LogsAtHand> {
  const query = logQueryOf(params)
  const filter = {
    minLevel: logLevels.find((name) => name === query.get('minLevel')),
    taskId: query.get('taskId') ?? undefined,
    q: query.get('q') ?? undefined,
  }
  const { total } = await countLogs(actor, run.id, filter)
  const last = Math.max(Math.ceil(total / logPageLines) - 1, 0)
  const page = isTerminal(run.state.current) ? 0 : last
  const part = { skip: page * logPageLines, take: logPageLines }
  return { query: query.toString(), total, page, lines: await getLogs(actor, run.id, { ...filter, ...part }) }
}

async function metricsOf(
  actor: Actor,
  run: ExecutionView,
  taskId: string | undefined,
): Promise<MetricsAtHand> {
  const size = 100
  const query = new URLSearchParams({ size: String(size), ...(taskId ? { taskId } : {}) })
  return {
    path: `/metrics/${encodeURIComponent(run.id)}?${query.toString()}`,
    page: await executionMetrics(actor, run.id, { page: 1, size, taskId }),
    task: taskId,
  }
}

/** Of the revision that runs, with its loops drawn once: the browser puts the states of the tasks on it. */
async function graphOf(
  actor: Actor,
  { namespace, flowId, flowRevision }: ExecutionView,
): Promise<GraphAnswer> {
  const key = { namespace, id: flowId }
  const graph = await flowGraph(actor, key, { revision: flowRevision, allowDeleted: true })
  return graph as GraphAnswer & JsonObject
}

/** One run of a flow, live. */
export default async function RunPage(props: RunPageProps) {
  const { actor, run } = await load(props)
  const search = await props.searchParams
  const tab = runTabs.find((name) => name === one(search.tab)) ?? 'timeline'
  const subject = { namespace: run.namespace }
  const mayReadLogs = can(actor, 'log:read', subject)
  const named = ['level', 'task', 'q'].flatMap((name) => {
    const value = one(search[name])
    return value === undefined ? [] : [[name, value]]
  })
  const failed = mayReadLogs && tab === 'timeline' && run.state.current === 'FAILED'
  const [t, common, readRequest, logs, metrics, graph, last] = await Promise.all([
    getTranslations('studio'),
    getTranslations('common'),
    run.requestId !== undefined && seesRequest(actor, run.requestId),
    mayReadLogs && tab === 'logs' ? logsOf(actor, run, new URLSearchParams(named)) : undefined,
    tab === 'metrics' ? metricsOf(actor, run, one(search.task)) : undefined,
    tab === 'graph' ? graphOf(actor, run) : undefined,
    failed ? getLogs(actor, run.id, { tail: failureLines, taskRunId: failedTask(run)?.id }) : undefined,
  ])
  return (
    <Messages of={['studio', 'portal', 'form', 'fields']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('runs.title'), href: '/studio/runs' }]}
        current={run.id}
      >
        <Run
          initial={run}
          tab={tab}
          logs={logs}
          metrics={metrics}
          graph={graph}
          last={last}
          may={{
            kill: can(actor, 'execution:kill', subject),
            update: can(actor, 'execution:update', subject),
            replay: can(actor, 'execution:create', subject),
            delete: can(actor, 'execution:delete', subject),
            readRequest,
          }}
        />
      </Page>
    </Messages>
  )
}
