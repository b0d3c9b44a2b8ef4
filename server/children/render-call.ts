import { coerceRendered } from '#engine/flow/dynamic.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import type { Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'
import { renderClear } from '#server/tasks/render-properties.ts'
import type { Rendering } from '#server/tasks/rendering.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { z } from 'zod'

const text = z.string().trim().min(1)
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()])
const label = z.union([plain.transform((value) => (value === null ? '' : String(value)))])

/** What a task that starts executions says of one of them, rendered. */
const callSchema = z.object({
  namespace: text,
  flowId: text,
  revision: z.coerce.number().int().min(1).optional(),
  inputs: z.record(z.string(), z.json()).default({}),
  labels: z
    .union([
      z.record(z.string(), label),
      z
        .array(z.object({ key: text, value: label }))
        .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value]))),
    ])
    .default({}),
  inheritLabels: z.stringbool().or(z.boolean()).default(false),
  wait: z.boolean().default(true),
  restartBehavior: z.enum(['RETRY_FAILED', 'NEW_EXECUTION']).default('RETRY_FAILED'),
  scheduleDate: z.iso
    .datetime({ offset: true, error: 'must be an instant such as 2030-01-31T08:00:00Z' })
    .transform((instant) => new Date(instant))
    .optional(),
})

export type RenderedCall = z.output<typeof callSchema>

/** Rendered later, in the context of the execution that was started. */
const later = 'outputs'

/**
 * The properties of a task that starts executions, rendered for one of them.
 * @param taskrun what `taskrun` has besides, for this one
 */
export async function renderCall(
  { call, task, taskrun }: { call: TaskCall; task: Task; taskrun: JsonObject },
  rendering: Rendering,
): Promise<{ rendered: RenderedCall } | { problem: string }> {
  const { [later]: _, ...properties } = task.properties
  const context = { ...call.context, taskrun: { ...mapOf(call.context.taskrun), ...taskrun } }
  const shape = taskSpecs[task.type]?.properties
  try {
    const clear = await renderClear({ ...call, context }, { ...task, properties }, rendering)
    const read = callSchema.safeParse(shape ? coerceRendered(shape, properties, clear) : clear)
    if (read.success) return { rendered: read.data }
    const lines = read.error.issues.map((issue) => `\`${issue.path.join('.')}\`: ${issue.message}`)
    return { problem: `The properties did not render to what they should: ${lines.join('; ')}` }
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: rendering.mask.text(error.message) }
    throw error
  }
}

function mapOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
