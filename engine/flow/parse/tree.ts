import type { Json } from '../flow.ts'

/** Levels and nodes, aliases unfolded, beyond which a document is refused. */
export const maxDepth = 60
export const maxNodes = 100_000

/** A document as maps, lists and scalars, with aliases and merge keys resolved, each with its place in the source. */
export type Node = Scalar | List | Mapping

interface Place {
  /** Offsets into the source; of an alias those of the alias itself. What has no brackets ends with the last value in it. */
  start: number
  end: number
  /** How many nodes it unfolds to, itself included. */
  size: number
  /** Levels below it, aliases unfolded. */
  depth: number
}

export interface Scalar extends Place {
  kind: 'scalar'
  value: string | number | boolean | null
  style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
}

export interface List extends Place {
  kind: 'list'
  items: Node[]
}

export interface Mapping extends Place {
  kind: 'map'
  entries: Map<string, Entry>
}

export interface Entry {
  keyStart: number
  node: Node
}

export type Path = readonly (string | number)[]

/** Size and depth of what holds these. */
export function extentOf(nodes: readonly Node[]): { size: number; depth: number } {
  let size = 1
  let depth = 0
  for (const node of nodes) {
    size += node.size
    depth = Math.max(depth, node.depth + 1)
  }
  return { size, depth }
}

/** Whether a number is what its text says: an integer beyond 2^53, or one that overflowed, has lost digits already. */
export function isExact(value: number, text: string | undefined): boolean {
  if (!Number.isFinite(value)) return false
  return !/^[-+]?\d+$/.test(text ?? '') || Number.isSafeInteger(value)
}

/** `['tasks', 0, 'message']` as `tasks[0].message`. */
export function printPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

/** `tasks[0].message` as its parts; the inverse of `printPath` where no key holds a dot or bracket. */
export function readPath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((match) =>
    match[1] === undefined ? match[0] : Number(match[1]),
  )
}

export function toJson(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toJson)
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, toJson(entry.node)]))
}

export function isNull(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null)
}

/** The entry of that name, unless it is absent or null: an empty property is no property. */
export function entryOf(map: Mapping, key: string): Entry | undefined {
  const entry = map.entries.get(key)
  return entry && !isNull(entry.node) ? entry : undefined
}

/** The deepest node on the way to `path`, and whether it was reached. */
export function descend(root: Node, path: Path): { offset: number; node: Node; reached: boolean } {
  let node = root
  let offset = root.start
  for (const part of path) {
    const entry = node.kind === 'map' ? node.entries.get(String(part)) : undefined
    const item = node.kind === 'list' && typeof part === 'number' ? node.items[part] : undefined
    const next = entry?.node ?? item
    if (!next) return { offset, node, reached: false }
    offset = entry ? entry.keyStart : next.start
    node = next
  }
  return { offset, node, reached: true }
}
