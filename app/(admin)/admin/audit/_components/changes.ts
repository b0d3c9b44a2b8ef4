import type { Json } from '#engine/flow/flow.ts'

/** How one field of a thing changed. */
export interface Change {
  field: string
  /** As text; absent: it was not there. */
  before?: string
  after?: string
}

function fieldsOf(value: Json | undefined): Map<string, string> {
  if (value === undefined) return new Map()
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isMap ? Object.entries(value) : [['', value] as const]
  return new Map(
    entries.map(([name, inner]) => [name, typeof inner === 'string' ? inner : JSON.stringify(inner)]),
  )
}

/** The fields that two states of a thing differ in, and all of them where there is only one state. */
export function changesOf(before: Json | undefined, after: Json | undefined): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }))
    .filter((change) => change.before !== change.after)
}
