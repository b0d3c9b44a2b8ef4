import type { TaskHost, TaskResult } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { unknownKeys } from '#engine/flow/parse/unknown-keys.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'
import { activities } from '#generated/catalog/activities.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

/** What every task has and what changes nothing here; the rest of it belongs to the task that is really there. */
const unused = new Set(['id', 'type', 'description'])

/**
 * Runs a task that is made while its flow runs, by its type's own code: judged as at save, and nothing in it is rendered again.
 * @returns a failure that names what does not fit
 */
export async function runAs(task: JsonObject, host: TaskHost): Promise<TaskResult> {
  const name = String(task.type ?? '')
  const spec = vocabulary.tasks.get(name)
  const activity = spec && activities[spec.type]
  if (!spec) return failed(`there is no type \`${name}\``)
  if (!activity || spec.branches.length > 0)
    return failed(`a task of type \`${name}\` steers others and cannot be made here`)
  const properties = named(task, spec)
  const strange = strangersIn(properties, spec)
  if (strange.length > 0) return failed(`\`${strange.join('`, `')}\` is nothing that \`${name}\` takes here`)
  const read = spec.properties.safeParse(properties)
  if (read.success) return activity(read.data as JsonObject, host)
  return failed(read.error.issues.map(({ path, message }) => `\`${path.join('.')}\`: ${message}`).join('; '))
}

function failed(reason: string): TaskResult {
  return { state: 'FAILED', message: `The task that was made cannot run: ${reason}` }
}

function named(task: JsonObject, { propertyAliases }: TaskSpec): JsonObject {
  const entries = Object.entries(task).filter(([key, value]) => !unused.has(key) && value !== null)
  return Object.fromEntries(
    entries.map(([key, value]) => [
      Object.hasOwn(propertyAliases, key) ? (propertyAliases[key] ?? key) : key,
      value,
    ]),
  )
}

function strangersIn(properties: JsonObject, { properties: schema }: TaskSpec): string[] {
  const top = Object.keys(properties).filter((key) => !Object.hasOwn(schema.shape, key))
  return [...top, ...unknownKeys(schema, properties).map(({ path, key }) => [...path, key].join('.'))]
}
