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
  if (isHeld(row) && taskRunId === undefined) return { flow, inputs: [] }
  const waiting = await waitingPauses(row.id)
  const run = taskRunId === undefined ? waiting[0] : waiting.find(({ id }) => id === taskRunId)
  if (!run)
    throw new AppError('conflict', 'The execution waits for a decision, or its pause is over already.')
  const asks = findTask(flow, run.taskId)?.asks ?? {}
  return { flow, taskRunId: run.id, taskId: run.taskId, inputs: Object.values(asks).flat() }
}

/** Whether a person's word lets it go on: a hold or a pause, and not the decision of an approval. */
export async function waitsToBeResumed(row: Execution): Promise<boolean> {
  if (row.state !== 'PAUSED') return false
  return isHeld(row) || (await waitingPauses(row.id)).length > 0
}

async function waitingPauses(executionId: string) {
  const runs = await db.taskRun.findMany({
    where: { executionId, node: { path: ['waits'], equals: 'pause' } },
    orderBy: { position: 'asc' },
  })
  return runs.filter(({ node }) => !written<Node>(node).pause?.over)
}

function isHeld({ root }: Execution): boolean {
  return Boolean(written<Pick<RunState, 'held'> | null>(root)?.held)
}

/** What the templates of a pause's inputs see of its execution. */
export function seenByAsked(row: Execution, outputs: JsonObject): JsonObject {
  return {
    execution: { id: row.id, state: row.state },
    labels: row.labels as JsonObject,
    outputs,
  }
}
