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
import {
  extentOf,
  isExact,
  maxDepth,
  maxNodes,
  printPath,
  type Entry,
  type List,
  type Mapping,
  type Node,
  type Path,
  type Scalar,
} from './tree.ts'

const styles: Readonly<Record<string, Scalar['style']>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

class TooMuch extends Error {}

/** The way to a node, from itself to the root: most nodes never need it written out. */
interface Way {
  part: string | number
  up: Way | undefined
  depth: number
}

function written(way: Way | undefined): Path {
  const parts: (string | number)[] = []
  for (let at = way; at; at = at.up) parts.push(at.part)
  return parts.reverse()
}

function below(up: Way | undefined, part: string | number): Way {
  return { part, up, depth: (up?.depth ?? 0) + 1 }
}

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
      return this.node(this.document.contents, undefined)
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      return undefined
    }
  }

  private node(source: unknown, way: Way | undefined): Node {
    const [start] = rangeOf(source)
    const at = { way, offset: start }
    if ((way?.depth ?? 0) > maxDepth) this.giveUp('too-deep', `Nested deeper than ${maxDepth} levels`, at)
    if (isAlias(source)) return this.alias(source, way)
    const anchor = anchorOf(source)
    if (anchor !== undefined) this.open.add(anchor)
    const node = this.plain(source, way)
    if (node.depth > maxDepth) this.giveUp('too-deep', `Nested deeper than ${maxDepth} levels`, at)
    if (node.size > maxNodes)
      this.giveUp('too-large', `The document unfolds to more than ${maxNodes} nodes`, at)
    if (anchor !== undefined) {
      this.open.delete(anchor)
      this.anchors.set(anchor, node)
    }
    return node
  }

  private plain(source: unknown, way: Way | undefined): Node {
    const [start, end] = rangeOf(source)
    if (isMap(source)) return this.map(source, way)
    if (isSeq(source)) {
      const items = source.items.map((item, index) => this.node(item, below(way, index)))
      const last = source.flow ? end : (items.at(-1)?.end ?? start)
      return { kind: 'list', items, start, end: last, ...extentOf(items) } satisfies List
    }
    if (isScalar(source)) return this.scalar(source, way)
    return { kind: 'scalar', value: null, style: 'plain', start, end, size: 1, depth: 0 }
  }

  private scalar(source: YamlScalar, way: Way | undefined): Scalar {
    const [start, end] = rangeOf(source)
    const place = { style: styles[source.type ?? ''] ?? 'plain', start, end, size: 1, depth: 0 } as const
    const { value } = source
    if (typeof value === 'number' && !isExact(value, source.source)) {
      this.report.add(
        'number',
        `The number ${source.source ?? String(value)} cannot be held exactly; put it in quotes`,
        { path: written(way), offset: start },
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
      path: written(way),
      offset: start,
    })
    return { kind: 'scalar', value: null, ...place }
  }

  private alias(source: Alias, way: Way | undefined): Node {
    const [start, end] = rangeOf(source)
    const found = this.anchors.get(source.source)
    if (found && !this.open.has(source.source)) return { ...found, start, end }
    this.report.add('alias', `The alias *${source.source} names no anchor before it`, {
      path: written(way),
      offset: start,
    })
    return { kind: 'scalar', value: null, style: 'plain', start, end, size: 1, depth: 0 }
  }

  private map(source: YAMLMap, way: Way | undefined): Mapping {
    const [start, end] = rangeOf(source)
    const entries = new Map<string, Entry>()
    const merged: Mapping[] = []
    let last = start
    for (const pair of source.items) {
      const key = this.key(pair, way)
      if (!key) continue
      const node = this.node(pair.value, below(way, key.name))
      last = Math.max(last, node.end)
      if (key.name === '<<' && key.plain) merged.push(...this.mergeable(node, way))
      else if (entries.has(key.name)) {
        const path = written(below(way, key.name))
        const name = printPath(path)
        this.report.add('duplicate-key', `Duplicate field '${name}'`, {
          path,
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
      end: source.flow ? end : last,
      ...extentOf([...entries.values()].map((entry) => entry.node)),
    }
  }

  private key(pair: Pair, way: Way | undefined): { name: string; start: number; plain: boolean } | undefined {
    const key = isAlias(pair.key) ? pair.key.resolve(this.document) : pair.key
    const [start] = rangeOf(pair.key)
    if (isScalar(key) && key.value !== null && typeof key.value !== 'object' && key.value !== '__proto__') {
      return { name: key.source ?? String(key.value), start, plain: key.type === 'PLAIN' }
    }
    this.report.add('key', 'A key must be a text, and not `__proto__`', { path: written(way), offset: start })
    return undefined
  }

  private mergeable(node: Node, way: Way | undefined): Mapping[] {
    if (node.kind === 'map') return [node]
    if (node.kind === 'list' && node.items.every((item) => item.kind === 'map'))
      return node.items.filter((item) => item.kind === 'map')
    this.report.add('merge-key', '`<<` takes a map, or a list of maps', {
      path: written(below(way, '<<')),
      offset: node.start,
    })
    return []
  }

  private giveUp(code: string, message: string, at: { way: Way | undefined; offset: number }): never {
    this.report.add(code, message, { path: written(at.way).slice(0, 3), offset: at.offset })
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

/** Half a surrogate pair is no character: neither a database nor a browser takes it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}
