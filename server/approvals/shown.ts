import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { findTask } from '#engine/flow/find-task.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { titleFromId } from '#server/flows/words.ts'
import { showableInput, type Reader, type Showable } from '#server/requests/shown-value.ts'

/**
 * What a decider is shown, by the paths that the task names: `inputs.amount`, `outputs.quote.price`.
 * A path without a value is shown as empty: that is something to know too.
 */
export function shownOf(
  flow: Flow,
  paths: readonly string[],
  { context, reader }: { context: JsonObject; reader: Reader },
): Showable[] {
  return paths.map((path) => {
    const parts = path.split('.')
    const value = parts.reduce<Json | undefined>(
      (at, part) => (isMap(at) && Object.hasOwn(at, part) ? at[part] : undefined),
      context,
    )
    const input =
      parts[0] === 'inputs'
        ? leavesOf(flow.inputs).find(({ id }) => id === parts.slice(1).join('.'))
        : undefined
    return input
      ? showableInput(input, value ?? null, reader)
      : { label: labelOf(flow, parts), value: value ?? null }
  })
}

/** `outputs.quote.price` is called "Quote: price"; an output called `value` says nothing, so its task's name is enough. */
function labelOf(flow: Flow, parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  const [root, taskId] = parts
  if (root !== 'outputs' || taskId === undefined || !findTask(flow, taskId)) return titleFromId(last)
  return last === 'value' ? titleFromId(taskId) : `${titleFromId(taskId)}: ${titleFromId(last).toLowerCase()}`
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
