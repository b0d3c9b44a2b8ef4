import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { Rendering } from './rendering.ts'
import type { TaskCall } from './types.ts'

/**
 * A task's own properties with every template evaluated, for people to read: secrets are stars.
 * @throws ExpressionError for the author's mistake
 */
export async function renderProperties(
  call: TaskCall,
  task: Task,
  rendering = new Rendering(call),
): Promise<JsonObject> {
  const clear = await renderClear(call, task, rendering)
  return rendering.mask.json(clear) as JsonObject
}

/** The same in clear, for the task's own code. */
export async function renderClear(call: TaskCall, task: Task, rendering: Rendering): Promise<JsonObject> {
  const scope = await rendering.scope(call.context)
  return (await renderAsync(task.properties, scope, rendering.functions)) as JsonObject
}
