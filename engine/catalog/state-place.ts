import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { TaskHost } from './host.ts'

/** Where a state stands; the same for all tasks about it. */
export const statePlace = {
  name: z.string().default('default').describe('Name of the state.'),
  namespace: dynamic(z.boolean())
    .default(false)
    .describe('Whether all flows of the namespace share it; if not, it is this flow’s own.'),
  taskrunValue: dynamic(z.boolean())
    .default(true)
    .describe('Whether each value of a loop has a state of its own.'),
}

export interface StatePlace {
  name: string
  namespace: boolean
  taskrunValue: boolean
}

/** Key of a state in the key-value store. */
export function stateKey(place: StatePlace, host: TaskHost): string {
  const { value } = host.taskRun
  const parts = [
    ...(place.namespace ? [] : [host.execution.flowId]),
    'states',
    place.name,
    ...(place.taskrunValue && value !== undefined ? [value] : []),
  ]
  return parts.map(plain).join('_')
}

/** What a key may not hold is spelled by its code. */
function plain(part: string): string {
  return part.replace(/[^A-Za-z0-9.-]/g, (character) => `-${character.codePointAt(0)?.toString(16) ?? ''}-`)
}

/** A state's values; none is an empty map. */
export async function readState(key: string, host: TaskHost): Promise<JsonObject> {
  const found: Json = (await host.kv.get(key, host.execution.namespace))?.value ?? {}
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {}
}
