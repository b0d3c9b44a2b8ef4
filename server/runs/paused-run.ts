import { findTask } from '#engine/flow/find-task.ts'
import type { Flow, Input, JsonObject } from '#engine/flow/flow.ts'
import type { Node, RunState } from '#engine/flow/advance/state.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { written } from './written.ts'

/** What a resume of a paused execution is about. */
export interface PausedRun {
  flow: Flow
  /** The task run that waits; undefined: a person holds the whole execution. */
  taskRunId?: string
  taskId?: string
  /** What it asks the person who resumes it. */
  inputs: Input[]
}

/**
 * Finds what a person would resume: a hold, else the named pause or the oldest one.
 * @throws AppError `conflict` where the execution does not wait to be resumed
 */
export async function pausedRun(row: Execution, taskRunId?: string): Promise<PausedRun> {
  if (row.state !== 'PAUSED')
    throw new AppError(
      'conflict',
      `The execution is not paused, but ${row.state}: there is nothing to resume.`,
    )
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const root = written<Pick<RunState, 'held'> | null>(row.root)
  if (root?.held && taskRunId === undefined) return { flow, inputs: [] }
  const runs = await db.taskRun.findMany({
    where: { executionId: row.id, node: { path: ['waits'], equals: 'pause' } },
    orderBy: { position: 'asc' },
  })
  const waiting = runs.filter(({ node }) => !written<Node>(node).pause?.over)
  const run = taskRunId === undefined ? waiting[0] : waiting.find(({ id }) => id === taskRunId)
  if (!run)
    throw new AppError('conflict', 'The execution waits for a decision, or its pause is over already.')
  const asks = findTask(flow, run.taskId)?.asks ?? {}
  return { flow, taskRunId: run.id, taskId: run.taskId, inputs: Object.values(asks).flat() }
}

/** What the templates of a pause's inputs see of its execution. */
export function seenByAsked(row: Execution, outputs: JsonObject): JsonObject {
  return {
    execution: { id: row.id, state: row.state },
    labels: row.labels as JsonObject,
    outputs,
  }
}
