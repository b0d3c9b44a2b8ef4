import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import type { Attempt } from '#engine/flow/advance/types.ts'
import type { Execution, TaskRun } from '#generated/prisma/client.ts'

import { env } from '#server/env.ts'
import { printDuration } from './iso-duration.ts'
import { withoutSecrets } from './show-secrets.ts'
import type { HistoryEntry } from './state-rules.ts'
import type { ExecutionView, RunRow, StateView, TaskRunView } from './view.ts'

/** What the database holds as JSON was written by this product; its shape is known by where it stands. */
function json<T>(value: unknown): T {
  return value as T
}

export function labelList(labels: unknown): { key: string; value: string }[] {
  return Object.entries(json<Record<string, string>>(labels ?? {})).map(([key, value]) => ({ key, value }))
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

function attemptView({ state, startedAt, endedAt }: Attempt, now: number): { state: StateView } {
  const histories: HistoryEntry[] = [{ state: 'CREATED', date: new Date(startedAt).toISOString() }]
  histories.push({ state: 'RUNNING', date: new Date(startedAt).toISOString() })
  if (endedAt !== undefined) histories.push({ state, date: new Date(endedAt).toISOString() })
  return { state: stateView(state, histories, now) }
}

function outputsView(outputs: unknown): JsonObject | undefined {
  return outputs === null || outputs === undefined ? undefined : withoutSecrets(json<JsonObject>(outputs))
}

export function taskRunView(
  run: TaskRun,
  execution: Pick<Execution, 'namespace' | 'flowId'>,
  now: number,
): TaskRunView {
  const attempts = json<Attempt[] | null>(run.attempts)
  return {
    id: run.id,
    executionId: run.executionId,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId: run.taskId,
    taskType: run.type,
    parentTaskRunId: run.parentId ?? undefined,
    value: run.value ?? undefined,
    iteration: run.iteration ?? undefined,
    attempts: attempts?.map((attempt) => attemptView(attempt, now)),
    outputs: outputsView(run.outputs),
    message: run.message ?? undefined,
    state: stateView(json<State>(run.state), json<HistoryEntry[]>(run.histories), now),
  }
}

/** An execution without its task runs: a row of the list. */
export function runRow(row: Execution, now: number): RunRow {
  return {
    id: row.id,
    namespace: row.namespace,
    flowId: row.flowId,
    flowRevision: row.flowRevision,
    inputs: withoutSecrets(json<JsonObject>(row.inputs)),
    outputs: outputsView(row.outputs),
    labels: labelList(row.labels),
    variables: outputsView(row.variables),
    parentId: row.parentId ?? undefined,
    originalId: row.originalId ?? row.id,
    trigger: outputsView(row.trigger),
    deleted: false,
    metadata: { attemptNumber: row.generation, originalCreatedDate: row.createdAt.toISOString() },
    url: `${env().FORMWORK_URL}/studio/runs/${row.id}`,
    state: stateView(json<State>(row.state), json<HistoryEntry[]>(row.histories), now),
    error: row.error ?? undefined,
    requestId: row.requestId ?? undefined,
  }
}

export function executionView(row: Execution, runs: readonly TaskRun[], now = Date.now()): ExecutionView {
  return { ...runRow(row, now), taskRunList: runs.map((run) => taskRunView(run, row, now)) }
}
