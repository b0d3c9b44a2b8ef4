import type { Json } from '#engine/flow/flow.ts'

/** A part of SQL: what stands in quotes and comments is `quoted`, and nothing in it has a meaning. */
interface Piece {
  kind: 'plain' | 'quoted' | 'name' | 'end'
  text: string
}

/** A quoted text, a quoted name, comments (those in brackets are looked for by hand: they nest), dollar quotes, a cast, a name, an end. */
const marks =
  /(?<quoted>[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*|(?<![\w$])\$(?<tag>[A-Za-z_]\w*)?\$[\s\S]*?\$\k<tag>\$)|(?<comment>\/\*)|(?<cast>::|:=)|(?<![\w:]):(?<name>[A-Za-z_]\w*)|(?<end>;)/g

function* pieces(sql: string): Generator<Piece> {
  let from = 0
  marks.lastIndex = 0
  for (let match = marks.exec(sql); match; match = marks.exec(sql)) {
    const { comment, name, end, cast } = match.groups ?? {}
    if (match.index > from) yield { kind: 'plain', text: sql.slice(from, match.index) }
    if (comment !== undefined) marks.lastIndex = endOfComment(sql, match.index)
    from = marks.lastIndex
    const text = sql.slice(match.index, from)
    if (name !== undefined) yield { kind: 'name', text: name }
    else if (end !== undefined) yield { kind: 'end', text }
    else yield { kind: cast === undefined ? 'quoted' : 'plain', text }
  }
  if (from < sql.length) yield { kind: 'plain', text: sql.slice(from) }
}

function endOfComment(sql: string, start: number): number {
  const brackets = /\/\*|\*\//g
  brackets.lastIndex = start
  let depth = 0
  for (let match = brackets.exec(sql); match; match = brackets.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return brackets.lastIndex
  }
  return sql.length
}

export interface Statement {
  /** With `$1`, `$2` … in place of names. */
  text: string
  values: Json[]
}

/**
 * The statements of a text, one after the other, with the values of the names in it: `:amount` becomes `$1`. A value never
 * becomes part of the text, so it cannot say anything else than a value.
 * @param parameters undefined: `:name` has no meaning
 * @throws Error for a name that has no value
 */
export function statementsIn(sql: string, parameters?: Readonly<Record<string, Json>>): Statement[] {
  const found: Statement[] = []
  let current = new Builder(parameters)
  for (const piece of pieces(sql)) {
    if (piece.kind !== 'end') current.add(piece)
    else {
      found.push(...current.done())
      current = new Builder(parameters)
    }
  }
  return [...found, ...current.done()]
}

class Builder {
  private text = ''
  private isEmpty = true
  private readonly names: string[] = []
  private readonly values: Json[] = []

  constructor(private readonly parameters: Readonly<Record<string, Json>> | undefined) {}

  add({ kind, text }: Piece): void {
    const isComment = kind === 'quoted' && /^(--|\/\*)/.test(text)
    if (!isComment && text.trim() !== '') this.isEmpty = false
    this.text += kind === 'name' ? this.named(text) : text
  }

  private named(name: string): string {
    if (!this.parameters) return `:${name}`
    if (!Object.hasOwn(this.parameters, name)) throw new Error(`\`parameters\` has no value for :${name}`)
    if (!this.names.includes(name)) {
      this.names.push(name)
      this.values.push(this.parameters[name] ?? null)
    }
    return `$${this.names.indexOf(name) + 1}`
  }

  /** Nothing for white space and comments alone. */
  done(): Statement[] {
    return this.isEmpty ? [] : [{ text: this.text.trim(), values: this.values }]
  }
}
