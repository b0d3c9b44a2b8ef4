import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Kind = 'expressions' | 'flows' | 'graphs' | 'validation'

const text = readFileSync(fileURLToPath(new URL('../../docs/conformance.md', import.meta.url)), 'utf8')

/** Ids of the facts that are known to differ: the rows ``| `kind/id` | reason |`` of `docs/conformance.md`. */
export function differences(kind: Kind): string[] {
  const rows = text.matchAll(/^\| `(\w+)\/([^`]+)` +\| *\S/gm)
  return [...rows].flatMap(([, of, id = '']) => (of === kind ? [id] : [])).sort()
}
