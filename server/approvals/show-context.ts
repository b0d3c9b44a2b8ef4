import type { JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import type { TaskCall } from '#server/tasks/types.ts'

/**
 * Where the paths of `show` are looked up: what travelled with the call, and the execution's inputs as they are stored,
 * because a path that is no template may not have travelled.
 */
export async function contextOf(call: TaskCall, paths: readonly string[]): Promise<JsonObject> {
  if (!paths.some((path) => path.startsWith('inputs.'))) return call.context
  const execution = await db.execution.findUniqueOrThrow({
    where: { id: call.executionId },
    select: { inputs: true },
  })
  const inputs = execution.inputs as JsonObject
  const travelled = call.context.inputs
  const newest =
    typeof travelled === 'object' && travelled !== null && !Array.isArray(travelled) ? travelled : {}
  return { ...call.context, inputs: { ...inputs, ...newest } }
}
