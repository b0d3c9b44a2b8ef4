import type { Json, JsonObject } from '#engine/flow/flow.ts'

/** What stands in the place of a value that is encrypted at rest. */
const hidden = '********'

/** A value as a person may see it. */
export function showSealed(value: Json): Json {
  if (Array.isArray(value)) return value.map(showSealed)
  if (value === null || typeof value !== 'object') return value
  return value.type === 'aes_encrypted' ? hidden : withoutSecrets(value)
}

/** Data as a person may see it: sealed values are hidden, all else is as it is. */
export function withoutSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, showSealed(inner)]))
}
