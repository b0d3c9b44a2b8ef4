import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import type { Attempt } from '#engine/flow/advance/state.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'
import type { Execution, TaskRun } from '#generated/prisma/client.ts'
import { env } from '#server/env.ts'
import { printDuration } from './iso-duration.ts'
import { withoutSecrets } from './show-secrets.ts'
import type { HistoryEntry } from './state-rules.ts'
import type { ExecutionView, RunRow, StateView, TaskRunView } from './view.ts'
import { written } from './written.ts'

export function labelList(labels: unknown): { key: string; value: string }[] {
  return Object.entries(written<Record<string, string>>(labels ?? {})).map(([key, value]) => ({ key, value }))
}

function stateView(current: State, histories: HistoryEntry[], now: number): StateView {
  const first = histories[0]?.date
  const start = first === undefined ? now : Date.parse(first)
  const last = histories.at(-1)?.date
  const ended = isTerminal(current) ? last : undefined
  const until = ended === undefined ? now : Date.parse(ended)
  return {
    current,
    histories,
    startDate: new Date(start).toISOString(),
    ...(ended === undefined ? {} : { endDate: ended }),
    duration: printDuration(until - start),
  }
}

type AttemptView = NonNullable<TaskRunView['attempts']>[number]

function attemptView({ state, startedAt, endedAt, logFile }: Attempt, now: number): AttemptView {
  const histories: HistoryEntry[] = [{ state: 'CREATED', date: new Date(startedAt).toISOString() }]
  histories.push({ state: 'RUNNING', date: new Date(startedAt).toISOString() })
  if (endedAt !== undefined) histories.push({ state, date: new Date(endedAt).toISOString() })
  return { state: stateView(state, histories, now), logFile }
}

function outputsView(outputs: unknown): JsonObject | undefined {
  return outputs === null || outputs === undefined ? undefined : withoutSecrets(written<JsonObject>(outputs))
}

export function taskRunView(
  run: TaskRun,
  execution: Pick<Execution, 'namespace' | 'flowId'>,
  now: number,
): TaskRunView {
  const attempts = written<Attempt[] | null>(run.attempts)
  return {
    id: run.id,
    executionId: run.executionId,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId: run.taskId,
    taskType: run.type,
    asks: taskSpecs[run.type]?.approves ? true : undefined,
    parentTaskRunId: run.parentId ?? undefined,
    value: run.value ?? undefined,
    iteration: run.iteration ?? undefined,
    attempts: attempts?.map((attempt) => attemptView(attempt, now)),
    outputs: outputsView(run.outputs),
    message: run.message ?? undefined,
    state: stateView(written<State>(run.state), written<HistoryEntry[]>(run.histories), now),
  }
}

/** An execution without its task runs: a row of the list. */
export function runRow(row: Execution, now: number): RunRow {
  return {
    tenantId: 'main',
    id: row.id,
    namespace: row.namespace,
    flowId: row.flowId,
    flowRevision: row.flowRevision,
    inputs: withoutSecrets(written<JsonObject>(row.inputs)),
    outputs: outputsView(row.outputs),
    labels: labelList(row.labels),
    variables: outputsView(row.variables),
    parentId: row.parentId ?? undefined,
    originalId: row.originalId ?? row.id,
    trigger: outputsView(row.trigger),
    scheduleDate: row.scheduleDate?.toISOString(),
    deleted: false,
    metadata: {
      attemptNumber: row.attempt + row.generation - 1,
      originalCreatedDate: (row.originStartedAt ?? row.createdAt).toISOString(),
    },
    url: `${env().FORMWORK_URL}/ui/executions/${row.namespace}/${row.flowId}/${row.id}`,
    state: stateView(written<State>(row.state), written<HistoryEntry[]>(row.histories), now),
    error: row.error ?? undefined,
    requestId: row.requestId ?? undefined,
  }
}

export function executionView(row: Execution, runs: readonly TaskRun[], now = Date.now()): ExecutionView {
  return { ...runRow(row, now), taskRunList: runs.map((run) => taskRunView(run, row, now)) }
}
