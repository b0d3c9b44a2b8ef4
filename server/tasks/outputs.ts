import type { Json } from '#engine/flow/flow.ts'
import type { Mask } from '#server/secrets/mask.ts'
import { mapJson, seal } from '#server/secrets/seal.ts'

/** A text that holds a secret is sealed as a whole; keys that hold one are printed with stars. */
export function guardOutputs(value: Json, mask: Mask): Json {
  if (mask.empty) return value
  if (typeof value === 'string') return mask.hides(value) ? seal(value, [...mask.secrets]) : value
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [mask.text(name), guardOutputs(inner, mask)]),
    )
  }
  return mapJson(value, (inner) => guardOutputs(inner, mask))
}
