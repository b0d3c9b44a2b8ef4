import { z } from 'zod'
import type { TaskSpec, TriggerSpec } from '../spec.ts'
import { taskKeys, triggerKeys } from './keys.ts'

const cache = new WeakMap<object, ReadonlySet<string>>()

function cached(spec: object, make: () => string[]): ReadonlySet<string> {
  const found = cache.get(spec) ?? new Set(make())
  cache.set(spec, found)
  return found
}

/** Lists of tasks that a task of this type may hold besides its branches. */
export function endingsOf(spec: TaskSpec): string[] {
  return spec.branches.length > 0 || spec.parts ? ['errors', 'finally'] : []
}

const lists = new WeakMap<TaskSpec, readonly string[]>()

/** Keys of a task of this type that hold tasks, inputs or the retry: each is read by its own reader. */
export function listKeysOf(spec: TaskSpec): readonly string[] {
  const keys = lists.get(spec) ?? ['retry', ...spec.branches, ...(spec.inputLists ?? []), ...endingsOf(spec)]
  lists.set(spec, keys)
  return keys
}

/** Every property that a task of this type may have, its branches too. */
export function knownTaskKeys(spec: TaskSpec): ReadonlySet<string> {
  return cached(spec, () => [
    ...Object.keys(taskKeys.shape),
    ...Object.keys(spec.properties.shape),
    'retry',
    ...spec.branches,
    ...endingsOf(spec),
  ])
}

/** Every property that a trigger of this type may have. */
export function knownTriggerKeys(spec: TriggerSpec): ReadonlySet<string> {
  return cached(spec, () => [
    ...Object.keys(triggerKeys.shape),
    ...Object.keys(spec.properties.shape),
    'conditions',
  ])
}

const schemas = new WeakMap<TaskSpec, z.ZodObject>()

/** The type's properties without its branches, which are read as tasks. A schema is made once: zod compiles each for itself. */
export function ownProperties(spec: TaskSpec): z.ZodObject {
  const branches = new Set([...spec.branches, ...(spec.inputLists ?? [])])
  if (![...branches].some((name) => name in spec.properties.shape)) return spec.properties
  const own = Object.entries(spec.properties.shape).filter(([name]) => !branches.has(name))
  const made = schemas.get(spec) ?? z.object(Object.fromEntries(own))
  schemas.set(spec, made)
  return made
}
