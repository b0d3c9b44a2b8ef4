import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Mask } from '#server/secrets/mask.ts'
import { mapJson, seal } from '#server/secrets/seal.ts'

/** A text that holds a secret is sealed as a whole; keys that hold one are printed with stars. */
export function guardOutputs(value: Json, mask: Mask): Json {
  if (mask.empty) return value
  if (typeof value === 'string') return mask.hides(value) ? seal(value, mask.within(value)) : value
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [mask.text(name), guardOutputs(inner, mask)]),
    )
  }
  return mapJson(value, (inner) => guardOutputs(inner, mask))
}

/** Seals the texts of these names, whatever they hold. */
export function sealNamed(outputs: JsonObject, names: readonly string[], mask: Mask): JsonObject {
  if (names.length === 0) return outputs
  const within = (text: string) => (mask.hides(text) ? mask.within(text) : [])
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      names.includes(name) && typeof value === 'string' ? seal(value, within(value)) : value,
    ]),
  )
}
