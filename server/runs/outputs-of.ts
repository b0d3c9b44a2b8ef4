import type { JsonObject } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'

/** Outputs of its task runs by the task's id. */
export async function outputsOf({ id }: Execution): Promise<JsonObject> {
  const runs = await db.taskRun.findMany({ where: { executionId: id }, orderBy: { position: 'asc' } })
  return Object.fromEntries(
    runs.flatMap((run) => (run.outputs ? [[run.taskId, run.outputs]] : [])),
  ) as JsonObject
}
