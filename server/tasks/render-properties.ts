import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { Rendering } from './rendering.ts'
import type { TaskCall } from './types.ts'

/**
 * A task's own properties with every template evaluated.
 * @throws ExpressionError for the author's mistake
 */
export async function renderProperties(
  call: TaskCall,
  task: Task,
  rendering = new Rendering(call),
): Promise<JsonObject> {
  const rendered = await renderAsync(
    task.properties,
    await rendering.scope(call.context),
    rendering.functions,
  )
  return rendered as JsonObject
}
