import type { Json, JsonObject } from '#engine/flow/flow.ts'

// what a decider saw is told by its hash: `seenHash` is no secret
const secretNames =
  /pass(word|phrase)?$|secret|token$|api[-_]?key|private[-_]?key|authorization|credential|(?<!seen)hash$|cookie/i
const masked = '******'

function mask(value: Json): Json {
  if (Array.isArray(value)) return value.map(mask)
  if (value === null || typeof value !== 'object') return value
  return value.type === 'aes_encrypted' ? masked : maskSecrets(value)
}

/** Replaces what the audit must not hold: values under names of secrets, and values encrypted at rest. */
export function maskSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretNames.test(name) && typeof inner === 'string' ? masked : mask(inner),
    ]),
  )
}
