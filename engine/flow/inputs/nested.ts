import type { Json, JsonObject } from '../flow.ts'

/** Sets `nested.more.int` as `{nested: {more: {int}}}`. */
export function setNested(target: JsonObject, id: string, value: Json): void {
  const parts = id.split('.')
  const last = parts.pop() ?? id
  let inner = target
  for (const part of parts) {
    const next = Object.hasOwn(inner, part) ? inner[part] : undefined
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) inner = next
    else {
      const made: JsonObject = {}
      define(inner, part, made)
      inner = made
    }
  }
  define(inner, last, value)
}

/** What was sent for an input: under its whole id, or nested by its dots. */
export function rawOf(raw: Readonly<Record<string, unknown>>, id: string): unknown {
  if (Object.hasOwn(raw, id)) return raw[id]
  let value: unknown = raw
  for (const part of id.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Object.entries(value).find(([key]) => key === part)?.[1]
  }
  return value
}

/** `__proto__` becomes a property like any other. */
function define(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
