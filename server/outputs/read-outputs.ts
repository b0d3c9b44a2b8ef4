import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadReferences } from '#server/files/references.ts'
import { findExecution } from '#server/runs/get-execution.ts'
import { withStars } from '#server/secrets/seal.ts'

/** A task run that has outputs. */
export interface OutputEntry {
  taskId: string
  taskRunId: string
  value?: string
  iteration?: number
  /** False: a part of them stands in the file store. */
  inline: boolean
}

/** The outputs of a flow's execution. @throws AppError `not-found` */
export async function executionOutputs(actor: Actor, executionId: string): Promise<JsonObject> {
  const row = await findExecution(actor, executionId, 'execution:read')
  return whole(row.outputs as Json, executionId)
}

/** Which task runs of an execution have outputs. @throws AppError `not-found` */
export async function taskOutputList(actor: Actor, executionId: string): Promise<OutputEntry[]> {
  await findExecution(actor, executionId, 'execution:read')
  const rows = await db.taskRun.findMany({ where: { executionId }, orderBy: { position: 'asc' } })
  return rows.flatMap((row) => {
    if (row.outputs === null) return []
    return {
      taskId: row.taskId,
      taskRunId: row.id,
      value: row.value ?? undefined,
      iteration: row.iteration ?? undefined,
      inline: !JSON.stringify(row.outputs).includes('"type":"reference"'),
    }
  })
}

/** The outputs of one task run. @throws AppError `not-found` */
export async function taskRunOutputs(actor: Actor, executionId: string, id: string): Promise<JsonObject> {
  await findExecution(actor, executionId, 'execution:read')
  const row = await db.taskRun.findFirst({ where: { executionId, id } })
  if (!row) throw new AppError('not-found', `The execution ${executionId} has no task run ${id}.`)
  return whole(row.outputs as Json, executionId)
}

/** What was too big for the database is read back; what is secret is stars. */
async function whole(outputs: Json, executionId: string): Promise<JsonObject> {
  return withStars(await loadReferences(outputs ?? {}, executionId)) as JsonObject
}
