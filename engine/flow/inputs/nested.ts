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

/** What was sent for an input: under its whole id, or nested by its dots, or both. */
export function rawOf(raw: Readonly<Record<string, unknown>>, id: string): unknown {
  if (Object.hasOwn(raw, id)) return raw[id]
  const parts = id.split('.')
  for (let n = parts.length - 1; n > 0; n--) {
    const outer = parts.slice(0, n).join('.')
    const inner = Object.hasOwn(raw, outer) ? raw[outer] : undefined
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return rawOf({ ...inner }, parts.slice(n).join('.'))
  }
  return undefined
}

/** `__proto__` becomes a property like any other. */
function define(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
