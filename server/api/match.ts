/** What a call's path leads to. */
export type Match<R> =
  | { kind: 'found'; row: R; params: Record<string, string> }
  | { kind: 'wrong-method'; allowed: string[] }
  | { kind: 'none' }

/** What matching needs of a row. */
export interface Matched {
  method: string
  /** `/executions/{id}` */
  path: string
  /** What a parameter looks like where the path alone could be another row's; one that looks otherwise is not of this row. */
  forms?: Readonly<Record<string, RegExp>>
}

interface Entry<R> {
  row: R
  parts: string[]
}

const split = (path: string) => path.split('/').filter((part) => part !== '')
const isParameter = (part: string) => part.startsWith('{')

/** Literal parts go before parameters, from left to right: `/executions/search` before `/executions/{id}`. */
function byPrecedence(a: Entry<unknown>, b: Entry<unknown>): number {
  for (const [index, part] of a.parts.entries()) {
    const difference = Number(isParameter(part)) - Number(isParameter(b.parts[index] ?? ''))
    if (difference !== 0) return difference
  }
  return 0
}

function read(
  { row, parts }: Entry<Matched>,
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    const name = isParameter(part) ? part.slice(1, -1) : undefined
    const fits = name === undefined ? part === segment : (row.forms?.[name]?.test(segment) ?? true)
    if (!fits) return undefined
    if (name !== undefined) params[name] = segment
  }
  return params
}

/** Percent escapes undone; undefined where one is malformed or leads to a NUL, which no id holds. */
function decodeAll(segments: readonly string[]): string[] | undefined {
  try {
    const decoded = segments.map(decodeURIComponent)
    return decoded.some((segment) => segment.includes('\0')) ? undefined : decoded
  } catch {
    // a malformed escape names nothing that exists
    return undefined
  }
}

/** Makes the matcher of a table. Paths are below the prefix, still percent-encoded. */
export function matcher<R extends Matched>(rows: readonly R[]): (method: string, path: string) => Match<R> {
  const byLength = new Map<number, Entry<R>[]>()
  for (const row of rows) {
    const parts = split(row.path)
    byLength.set(parts.length, [...(byLength.get(parts.length) ?? []), { row, parts }])
  }
  for (const entries of byLength.values()) entries.sort(byPrecedence)
  return (method, path) => {
    const segments = decodeAll(split(path))
    const entries = segments ? (byLength.get(segments.length) ?? []) : []
    const allowed = new Set<string>()
    for (const entry of entries) {
      const params = read(entry, segments ?? [])
      const { row } = entry
      if (params && row.method === method) return { kind: 'found', row, params }
      if (params) allowed.add(row.method)
    }
    return allowed.size > 0 ? { kind: 'wrong-method', allowed: [...allowed].sort() } : { kind: 'none' }
  }
}
