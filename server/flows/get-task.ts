import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { getFlow } from './get-flow.ts'

/** A task of a flow at any depth, as the author wrote it. @throws AppError `not-found` */
export async function getTask(
  actor: Actor,
  key: { namespace: string; id: string; taskId: string },
  revision?: number,
): Promise<JsonObject> {
  const { source } = await getFlow(actor, key, { revision })
  const { inputs: _inputs, outputs: _outputs, triggers: _triggers, ...lists } = sourceJson(source) ?? {}
  const found = find(lists, key.taskId)
  if (!found)
    throw new AppError('not-found', `Unable to find task '${key.taskId}' in ${key.namespace}.${key.id}.`)
  return found
}

function find(value: Json, id: string): JsonObject | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value) && value.id === id && typeof value.type === 'string') return value
  for (const inner of Object.values(value)) {
    const found = find(inner, id)
    if (found) return found
  }
  return undefined
}
