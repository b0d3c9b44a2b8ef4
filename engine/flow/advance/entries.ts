import type { Json, JsonObject } from '../flow.ts'
import type { Entries } from './state.ts'

export type Kind = keyof Entries

export const noEntries: Entries = { outputs: {}, tasks: {} }

/** The map with a value at a path; what is beside the path is shared. */
export function withEntry(map: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) return map
  const own = ownOf(map, key)
  return { ...map, [key]: rest.length === 0 ? value : withEntry(isMap(own) ? own : {}, rest, value) }
}

/** The value at a path, or undefined. */
export function entryAt(map: JsonObject, path: readonly string[]): Json | undefined {
  let at: Json | undefined = map
  for (const key of path) at = isMap(at) ? ownOf(at, key) : undefined
  return at
}

/** Adds what `from` has, so many levels deep; below, the newer value takes the place of the older. `into` is changed. */
export function merge(into: JsonObject, from: JsonObject, levels: number): void {
  for (const [key, value] of Object.entries(from)) {
    const had = levels > 1 ? (ownOf(into, key) ?? {}) : undefined
    if (isMap(had) && isMap(value)) {
      put(into, key, had)
      merge(had, value, levels - 1)
    } else put(into, key, value)
  }
}

/** Every value of a nested map with its path. */
export function* leaves(
  map: JsonObject,
  levels: number,
  path: readonly string[] = [],
): Generator<[string[], Json]> {
  for (const [key, value] of Object.entries(map)) {
    if (levels > 1 && isMap(value)) yield* leaves(value, levels - 1, [...path, key])
    else yield [[...path, key], value]
  }
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function ownOf<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/** A key such as `__proto__` is a key like any other. */
export function put(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
