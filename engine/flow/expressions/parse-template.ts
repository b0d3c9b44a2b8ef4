import type { Arguments, Macro, Node, Template } from './ast.ts'
import { Misplaced } from './error.ts'
import { tokenize } from './lexer.ts'
import { ExpressionParser } from './parse-expression.ts'

const opening = /\{\{|\{%|\{#/g
const maxTagNesting = 50

/** Reads a whole template. Throws `Misplaced` at the first mistake. */
export function parseTemplate(source: string): Template {
  return new TemplateParser(source).template()
}

/** A `{% … %}` tag that has been read up to behind its keyword. */
interface Tag {
  keyword: string
  parser: ExpressionParser
  at: number
}

class TemplateParser {
  private readonly source: string
  private at = 0
  private trimNext = false
  private nesting = 0
  private readonly macros = new Map<string, Macro>()
  private readonly blocks = new Map<string, Node[]>()

  constructor(source: string) {
    this.source = source
  }

  template(): Template {
    const { body, stop } = this.body([])
    if (stop) throw new Misplaced(`Unexpected tag \`${stop.keyword}\``, stop.at)
    return { source: this.source, body, macros: this.macros, blocks: this.blocks }
  }

  /** Nodes up to one of the tags in `until`, which is consumed up to behind its keyword. */
  private body(until: string[]): { body: Node[]; stop?: Tag } {
    const body: Node[] = []
    while (this.at < this.source.length) {
      opening.lastIndex = this.at
      const start = opening.exec(this.source)?.index ?? this.source.length
      const trimmed = this.source.startsWith('-', start + 2) && this.source.charAt(start + 1) !== '#'
      this.text(body, start, trimmed)
      if (start === this.source.length) break
      const kind = this.source.charAt(start + 1)
      const inside = start + (trimmed ? 3 : 2)
      if (kind === '#') this.comment(start)
      else if (kind === '{') body.push(this.print(inside, start))
      else {
        const tag = this.tag(inside, start)
        if (until.includes(tag.keyword)) return { body, stop: tag }
        if (tag.keyword === 'raw' || tag.keyword === 'verbatim') this.raw(body, tag)
        else body.push(this.node(tag))
      }
    }
    return { body }
  }

  private text(body: Node[], to: number, trimEnd: boolean): void {
    let text = this.source.slice(this.at, to)
    if (this.trimNext) text = text.trimStart()
    if (trimEnd) text = text.trimEnd()
    if (text !== '') body.push({ kind: 'text', text, at: this.at })
    this.at = to
    this.trimNext = false
  }

  private comment(start: number): void {
    const end = this.source.indexOf('#}', start + 2)
    if (end === -1) throw new Misplaced('The comment that begins here is not closed by `#}`', start)
    this.trimNext = this.source.charAt(end - 1) === '-'
    this.at = end + 2
  }

  private print(inside: number, at: number): Node {
    const parser = this.tokens(inside, '}}')
    const expression = parser.expression()
    parser.end()
    return { kind: 'print', expression, at }
  }

  private tag(inside: number, at: number): Tag {
    const parser = this.tokens(inside, '%}')
    const keyword = parser.name('a tag')
    return { keyword, parser, at }
  }

  private tokens(inside: number, close: string): ExpressionParser {
    const { tokens, end } = tokenize(this.source, inside, close)
    this.trimNext = this.source.charAt(end) === '-'
    this.at = end + close.length + (this.trimNext ? 1 : 0)
    return new ExpressionParser(tokens)
  }

  private raw(body: Node[], tag: Tag): void {
    tag.parser.end()
    const close = new RegExp(`\\{%(-?)\\s*end${tag.keyword}\\s*(-?)%\\}`, 'g')
    close.lastIndex = this.at
    const found = close.exec(this.source)
    if (!found) throw new Misplaced(`The tag \`${tag.keyword}\` is not closed`, tag.at)
    this.text(body, found.index, found[1] === '-')
    this.at = found.index + found[0].length
    this.trimNext = found[2] === '-'
  }

  private node(tag: Tag): Node {
    if (++this.nesting > maxTagNesting) throw new Misplaced('The tags are nested too deep', tag.at)
    const node = this.read(tag)
    this.nesting--
    return node
  }

  private read(tag: Tag): Node {
    switch (tag.keyword) {
      case 'if':
        return this.conditional(tag)
      case 'for':
        return this.loop(tag)
      case 'set':
        return this.assignment(tag)
      case 'macro':
        return this.macro(tag)
      case 'filter':
        return this.filtered(tag)
      case 'block':
        return this.block(tag)
      default:
        throw new Misplaced(`Unexpected tag \`${tag.keyword}\``, tag.at)
    }
  }

  private upTo(until: string[], tag: Tag): { body: Node[]; stop: Tag } {
    const { body, stop } = this.body(until)
    if (!stop) throw new Misplaced(`The tag \`${tag.keyword}\` is not closed`, tag.at)
    return { body, stop }
  }

  private conditional(tag: Tag): Node {
    const node: Node = { kind: 'if', branches: [], otherwise: [], at: tag.at }
    let current = tag
    for (;;) {
      const condition = current.parser.expression()
      current.parser.end()
      const { body, stop } = this.upTo(['elseif', 'else', 'endif'], tag)
      node.branches.push({ condition, body })
      current = stop
      if (stop.keyword !== 'elseif') break
    }
    current.parser.end()
    if (current.keyword === 'else') node.otherwise = this.closed(['endif'], tag)
    return node
  }

  private closed(until: string[], tag: Tag): Node[] {
    const { body, stop } = this.upTo(until, tag)
    if (stop.parser.peek().kind === 'name') stop.parser.next()
    stop.parser.end()
    return body
  }

  private loop(tag: Tag): Node {
    const variable = tag.parser.name('a variable')
    tag.parser.expect('in')
    const items = tag.parser.expression()
    tag.parser.end()
    const { body, stop } = this.upTo(['else', 'endfor'], tag)
    stop.parser.end()
    const otherwise = stop.keyword === 'else' ? this.closed(['endfor'], tag) : []
    return { kind: 'for', variable, items, body, otherwise, at: tag.at }
  }

  private assignment(tag: Tag): Node {
    const name = tag.parser.name('a variable')
    tag.parser.expect('=')
    const value = tag.parser.expression()
    tag.parser.end()
    return { kind: 'set', name, value, at: tag.at }
  }

  private macro(tag: Tag): Node {
    const { parser } = tag
    const macro: Macro = { name: parser.name('a macro'), parameters: [], body: [] }
    parser.expect('(')
    while (!parser.is(')')) {
      const name = parser.name('a parameter')
      macro.parameters.push(parser.take('=') ? { name, fallback: parser.expression() } : { name })
      if (!parser.take(',')) break
    }
    parser.expect(')')
    parser.end()
    macro.body = this.closed(['endmacro'], tag)
    if (this.macros.has(macro.name)) throw new Misplaced(`There are two macros \`${macro.name}\``, tag.at)
    this.macros.set(macro.name, macro)
    return { kind: 'macro', macro, at: tag.at }
  }

  private filtered(tag: Tag): Node {
    const filters: { at: number; name: string; args: Arguments }[] = []
    do {
      const at = tag.parser.peek().at
      filters.push({ at, name: tag.parser.name('a filter'), args: tag.parser.optionalArguments() })
    } while (tag.parser.take('|'))
    tag.parser.end()
    return { kind: 'filtered', filters, body: this.closed(['endfilter'], tag), at: tag.at }
  }

  private block(tag: Tag): Node {
    const token = tag.parser.next()
    const name = token.text
    if (token.kind !== 'name' && token.kind !== 'text')
      throw new Misplaced('Expected the name of a block', token.at)
    tag.parser.end()
    const body = this.closed(['endblock'], tag)
    if (this.blocks.has(name)) throw new Misplaced(`There are two blocks \`${name}\``, tag.at)
    this.blocks.set(name, body)
    return { kind: 'block', name, body, at: tag.at }
  }
}
