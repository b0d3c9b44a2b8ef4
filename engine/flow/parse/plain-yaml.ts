import { PlainCursor, plainInBlock, plainInFlow } from './plain-cursor.ts'
import { plainValue, resolved, Unclear } from './plain-scalars.ts'
import {
  extentOf,
  maxDepth,
  maxNodes,
  type Entry,
  type List,
  type Mapping,
  type Node,
  type Scalar,
} from './tree.ts'

/** YAML ends a key after 1024 characters; which ones count is not for here. */
const maxKey = 1000

/** Tabs, other line ends, a byte order mark, half a character: what they mean, or break, depends on where they stand. */
const unusual = /[\0-\t\v-\x1F\x7F\uFEFF]|\p{Surrogate}/u
const blockHeader = /[|>]-? *\n/y
/** Keys that mean more than their text: the end of a document, a merge, no text at all. */
const unusualKey = /^(?:---|\.\.\.|(?:<<|~|null|__proto__)$)/i

/**
 * Reads the part of YAML that most flows are written in, several times faster than the whole parser: block maps and lists, flow
 * maps and lists, texts that are plain or quoted on one line, literal and folded blocks.
 * @returns the same tree as the whole parser's; undefined for a source that holds more, or a mistake
 */
export function readPlain(source: string): Node | undefined {
  if (unusual.test(source)) return undefined
  try {
    return new PlainReader(source).document()
  } catch (error) {
    if (!(error instanceof Unclear)) throw error
    return undefined
  }
}

class PlainReader extends PlainCursor {
  private levels = 0

  document(): Node {
    this.toNextLine()
    const isFlow = this.is('{') || this.is('[')
    const root = isFlow ? this.inline(-1) : this.block()
    if (this.indent >= 0 || root.size > maxNodes) throw new Unclear()
    return root
  }

  private enter(): number {
    if (++this.levels > maxDepth) throw new Unclear()
    return this.at
  }

  private block(): Node {
    return this.isDash() ? this.blockList() : this.blockMap()
  }

  private blockList(): List {
    const start = this.enter()
    const { indent } = this
    const items: Node[] = []
    while (this.indent === indent && this.isDash()) items.push(this.blockItem(indent))
    return this.list(items, start, items.at(-1)?.end ?? start)
  }

  private blockItem(indent: number): Node {
    const dash = this.at++
    this.skipSpaces()
    if (this.isGapAt(this.at)) {
      this.endLine()
      if (this.indent <= indent) throw new Unclear()
      return this.block()
    }
    this.indent = indent + this.at - dash
    const isBlock = this.isDash() || this.isAtKey()
    return isBlock ? this.block() : this.inline(indent)
  }

  private isAtKey(): boolean {
    if (/[[{|>]/.test(this.source.charAt(this.at))) return false
    const start = this.at
    this.text(plainInBlock)
    const found = this.is(':')
    this.at = start
    return found
  }

  private blockMap(): Mapping {
    const start = this.enter()
    const { indent } = this
    const entries = new Map<string, Entry>()
    let end = start
    while (this.indent === indent) {
      const keyStart = this.at
      const name = this.key(plainInBlock, entries)
      if (!this.isGapAt(this.at)) throw new Unclear()
      const node = this.value(indent)
      entries.set(name, { keyStart, node })
      end = node.end
    }
    return this.map(entries, start, end)
  }

  /** What stands behind the colon of a key, or below it. */
  private value(indent: number): Node {
    this.skipSpaces()
    const here = this.at
    if (!this.isGapAt(here) && !this.is('#')) return this.inline(indent)
    this.at = this.lineEnd(here)
    this.endLine()
    if (this.indent > indent || (this.indent === indent && this.isDash())) return this.block()
    return { kind: 'scalar', value: null, style: 'plain', start: here, end: here, size: 1, depth: 0 }
  }

  /** A value that begins on the line of its key or dash, up to the line behind it. */
  private inline(indent: number): Node {
    if (this.is('|') || this.is('>')) return this.blockScalar(indent)
    const node = this.flow(indent, plainInBlock)
    this.endLine()
    return node
  }

  private flow(indent: number, plain: RegExp): Node {
    if (this.is('[')) return this.flowList(indent)
    if (this.is('{')) return this.flowMap(indent)
    const start = this.at
    const style = this.is("'") ? 'single' : this.is('"') ? 'double' : 'plain'
    const text = this.text(plain)
    const value = style === 'plain' ? plainValue(text) : text
    return { kind: 'scalar', value, style, start, end: this.at, size: 1, depth: 0 }
  }

  private flowList(indent: number): List {
    const start = this.enter()
    const items: Node[] = []
    while (this.isBeforeItem(indent, ']', items.length)) items.push(this.flow(indent, plainInFlow))
    return this.list(items, start, this.at)
  }

  private flowMap(indent: number): Mapping {
    const start = this.enter()
    const entries = new Map<string, Entry>()
    while (this.isBeforeItem(indent, '}', entries.size)) {
      const keyStart = this.at
      const name = this.key(plainInFlow, entries)
      this.skipFlowGap(indent)
      entries.set(name, { keyStart, node: this.flow(indent, plainInFlow) })
    }
    return this.map(entries, start, this.at)
  }

  /** Steps over what opens or parts a flow list or map. @returns false behind its end */
  private isBeforeItem(indent: number, end: string, before: number): boolean {
    if (before > 0) this.skipFlowGap(indent)
    if (before === 0 || this.is(',')) {
      this.at++
      this.skipFlowGap(indent)
    } else if (!this.is(end)) throw new Unclear()
    if (!this.is(end)) return true
    this.at++
    return false
  }

  /** The lines of a flow list or map stand deeper than what it belongs to; none of them may be the end of the document. */
  private skipFlowGap(indent: number): void {
    this.skipSpaces()
    while (this.is('\n')) {
      const start = ++this.at
      this.skipSpaces()
      if (this.is('\n')) continue
      if (this.at - start <= indent || this.is('-') || this.is('.')) throw new Unclear()
    }
  }

  private key(plain: RegExp, known: ReadonlyMap<string, Entry>): string {
    const start = this.at
    const name = this.text(plain)
    if (unusualKey.test(name) || known.has(name) || this.at - start > maxKey) throw new Unclear()
    this.take(/:/y)
    return name
  }

  private blockScalar(indent: number): Scalar {
    const start = this.at
    const style = this.is('|') ? 'literal' : 'folded'
    const header = this.take(blockHeader)
    const first = this.at
    const end = this.blockEnd(indent)
    const head = { type: 'block-scalar-header', offset: start, indent, source: header.trimEnd() } as const
    const source = this.source.slice(first, end)
    const value = resolved({ type: 'block-scalar', offset: start, indent, props: [head], source })
    this.at = end
    this.toNextLine()
    return { kind: 'scalar', value, style, start, end, size: 1, depth: 0 }
  }

  /** Behind the last line of the block that begins here. */
  private blockEnd(indent: number): number {
    const { length } = this.source
    let own = 0
    let end = this.at
    for (let at = this.at, next = at; at < length; at = next + 1) {
      next = this.lineEnd(at)
      this.at = at
      this.skipSpaces()
      const deep = this.at - at
      if (this.at < next) {
        own ||= deep
        if (own <= indent) throw new Unclear()
        if (deep < own) break
        end = Math.min(next + 1, length)
      } else if (deep > own) throw new Unclear()
    }
    if (own === 0) throw new Unclear()
    return end
  }

  private list(items: Node[], start: number, end: number): List {
    this.levels--
    return { kind: 'list', items, start, end, ...extentOf(items) }
  }

  private map(entries: Map<string, Entry>, start: number, end: number): Mapping {
    this.levels--
    return { kind: 'map', entries, start, end, ...extentOf(Array.from(entries.values(), ({ node }) => node)) }
  }
}
