import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Pair,
  type Scalar as YamlScalar,
  type YAMLMap,
} from 'yaml'
import type { Report } from './report.ts'
import { printPath, type Entry, type List, type Mapping, type Node, type Path, type Scalar } from './tree.ts'

const maxDepth = 60
const maxNodes = 100_000

const styles: Readonly<Record<string, Scalar['style']>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

class TooMuch extends Error {}

/** Turns the parser's nodes into ours; an alias shares the node of its anchor, so that an alias bomb costs only its count. */
export class Builder {
  private readonly anchors = new Map<string, Node>()
  /** Anchors whose node is still being built: an alias to one would contain itself. */
  private readonly open = new Set<string>()

  constructor(
    private readonly document: Document.Parsed,
    private readonly report: Report,
  ) {}

  build(): Node | undefined {
    try {
      return this.node(this.document.contents, [])
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      return undefined
    }
  }

  private node(source: unknown, path: Path): Node {
    const [start] = rangeOf(source)
    const at = { path, offset: start }
    if (path.length > maxDepth) this.giveUp('too-deep', `Nested deeper than ${maxDepth} levels`, at)
    if (isAlias(source)) return this.alias(source, path)
    const anchor = anchorOf(source)
    if (anchor !== undefined) this.open.add(anchor)
    const node = this.plain(source, path)
    if (node.depth > maxDepth) this.giveUp('too-deep', `Nested deeper than ${maxDepth} levels`, at)
    if (node.size > maxNodes)
      this.giveUp('too-large', `The document unfolds to more than ${maxNodes} nodes`, at)
    if (anchor !== undefined) {
      this.open.delete(anchor)
      this.anchors.set(anchor, node)
    }
    return node
  }

  private plain(source: unknown, path: Path): Node {
    const [start, end] = rangeOf(source)
    if (isMap(source)) return this.map(source, path)
    if (isSeq(source)) {
      const items = source.items.map((item, index) => this.node(item, [...path, index]))
      return { kind: 'list', items, start, end, ...extentOf(items) } satisfies List
    }
    if (isScalar(source)) return this.scalar(source, path)
    return { kind: 'scalar', value: null, style: 'plain', start, end, size: 1, depth: 0 }
  }

  private scalar(source: YamlScalar, path: Path): Scalar {
    const [start, end] = rangeOf(source)
    const place = { style: styles[source.type ?? ''] ?? 'plain', start, end, size: 1, depth: 0 } as const
    const { value } = source
    if (typeof value === 'number' && !isExact(value, source.source)) {
      this.report.add(
        'number',
        `The number ${source.source ?? String(value)} cannot be held exactly; put it in quotes`,
        { path, offset: start },
      )
      return { kind: 'scalar', value: null, ...place }
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    ) {
      return { kind: 'scalar', value: typeof value === 'string' ? wellFormed(value) : value, ...place }
    }
    this.report.add('value', 'A value of this kind has no place here; put it in quotes', {
      path,
      offset: start,
    })
    return { kind: 'scalar', value: null, ...place }
  }

  private alias(source: Alias, path: Path): Node {
    const [start, end] = rangeOf(source)
    const found = this.anchors.get(source.source)
    if (found && !this.open.has(source.source)) return { ...found, start, end }
    this.report.add('alias', `The alias *${source.source} names no anchor before it`, { path, offset: start })
    return { kind: 'scalar', value: null, style: 'plain', start, end, size: 1, depth: 0 }
  }

  private map(source: YAMLMap, path: Path): Mapping {
    const [start, end] = rangeOf(source)
    const entries = new Map<string, Entry>()
    const merged: Mapping[] = []
    for (const pair of source.items) {
      const key = this.key(pair, path)
      if (!key) continue
      const node = this.node(pair.value, [...path, key.name])
      if (key.name === '<<' && key.plain) merged.push(...this.mergeable(node, path))
      else if (entries.has(key.name)) {
        const name = printPath([...path, key.name])
        this.report.add('duplicate-key', `Duplicate field '${name}'`, {
          path: [...path, key.name],
          offset: key.start,
        })
      } else
        entries.set(key.name, {
          keyStart: key.start,
          node: isPair(pair) && pair.value ? node : { ...node, start: key.start },
        })
    }
    for (const map of merged)
      for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry)
    return {
      kind: 'map',
      entries,
      start,
      end,
      ...extentOf([...entries.values()].map((entry) => entry.node)),
    }
  }

  private key(pair: Pair, path: Path): { name: string; start: number; plain: boolean } | undefined {
    const key = isAlias(pair.key) ? pair.key.resolve(this.document) : pair.key
    const [start] = rangeOf(pair.key)
    if (isScalar(key) && key.value !== null && typeof key.value !== 'object' && key.value !== '__proto__') {
      return { name: key.source ?? String(key.value), start, plain: key.type === 'PLAIN' }
    }
    this.report.add('key', 'A key must be a text, and not `__proto__`', { path, offset: start })
    return undefined
  }

  private mergeable(node: Node, path: Path): Mapping[] {
    if (node.kind === 'map') return [node]
    if (node.kind === 'list' && node.items.every((item) => item.kind === 'map'))
      return node.items.filter((item) => item.kind === 'map')
    this.report.add('merge-key', '`<<` takes a map, or a list of maps', {
      path: [...path, '<<'],
      offset: node.start,
    })
    return []
  }

  private giveUp(code: string, message: string, at: { path: Path; offset: number }): never {
    this.report.add(code, message, { ...at, path: at.path.slice(0, 3) })
    throw new TooMuch(message)
  }
}

function rangeOf(source: unknown): [number, number] {
  const range = typeof source === 'object' && source !== null && 'range' in source ? source.range : undefined
  return Array.isArray(range) ? [Number(range[0]), Number(range[1])] : [0, 0]
}

function anchorOf(source: unknown): string | undefined {
  return isMap(source) || isSeq(source) || isScalar(source) ? source.anchor : undefined
}

function extentOf(nodes: readonly Node[]): { size: number; depth: number } {
  let size = 1
  let depth = 0
  for (const node of nodes) {
    size += node.size
    depth = Math.max(depth, node.depth + 1)
  }
  return { size, depth }
}

/** Half a surrogate pair is no character: neither a database nor a browser takes it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** An integer beyond 2^53, or one that overflowed, has lost digits already. */
function isExact(value: number, text: string | undefined): boolean {
  if (!Number.isFinite(value)) return false
  return !/^[-+]?\d+$/.test(text ?? '') || Number.isSafeInteger(value)
}
