import { coerceRendered } from '#engine/flow/dynamic.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import type { Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { ownProperties } from '#engine/flow/parse/known-keys.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'
import { renderClear } from './render-properties.ts'
import type { Rendering } from './rendering.ts'
import type { TaskCall } from './types.ts'

/** A task's properties, rendered and read by its type's spec; or what the author has to mend, with the property's name. */
export async function readProperties(
  call: TaskCall,
  task: Task,
  rendering: Rendering,
): Promise<{ properties: Record<string, Json> } | { problem: string }> {
  const spec = taskSpecs[task.type]
  if (!spec) return { problem: `There is no type \`${task.type}\`` }
  const rendered = await renderOrSay(call, task, rendering)
  if ('problem' in rendered) return rendered
  const schema = ownProperties(spec)
  const read = schema.safeParse(coerceRendered(schema, task.properties, rendered.properties))
  if (read.success) return { properties: read.data as Record<string, Json> }
  const lines = read.error.issues.map((issue) => `\`${issue.path.join('.')}\`: ${issue.message}`)
  return { problem: `The properties did not render to what they should: ${lines.join('; ')}` }
}

async function renderOrSay(
  call: TaskCall,
  task: Task,
  rendering: Rendering,
): Promise<{ properties: JsonObject } | { problem: string }> {
  try {
    return { properties: await renderClear(call, task, rendering) }
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.message }
    throw error
  }
}
