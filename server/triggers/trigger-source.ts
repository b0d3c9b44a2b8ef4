import type { Condition, Json, JsonObject, Trigger } from '#engine/flow/flow.ts'
import { conditionSpecs } from '#generated/catalog/specs.ts'

/** A trigger as an author writes it: its own properties and its conditions beside the common ones. */
export function triggerSource({ properties, inputs, conditions, ...trigger }: Trigger): JsonObject {
  return JSON.parse(
    JSON.stringify({
      ...properties,
      ...trigger,
      inputs: Object.keys(inputs).length > 0 ? inputs : undefined,
      conditions: conditions?.map(conditionSource),
    }),
  )
}

function conditionSource({ type, properties, parts }: Condition): JsonObject {
  return { type, ...properties, ...(parts ? { conditions: held(type, parts) } : {}) }
}

function held(type: string, parts: NonNullable<Condition['parts']>): Json {
  if (conditionSpecs[type]?.holds !== 'map') return parts.map(({ condition }) => conditionSource(condition))
  return Object.fromEntries(parts.map(({ name, condition }) => [name, conditionSource(condition)]))
}
