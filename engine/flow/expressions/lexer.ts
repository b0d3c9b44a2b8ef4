import { Misplaced } from './error.ts'

export interface Token {
  kind: 'name' | 'number' | 'text' | 'mark' | 'end'
  text: string
  /** For texts: the quote it stands in. */
  quote?: '"' | "'"
  at: number
  /** Offset behind the token. */
  to: number
}

const marks = ['???', '??', '?:', '..', '==', '!=', '<=', '>=', '||', '&&']
const singles = new Set('+-*/%~<>=!?:|.,()[]{}')
const nameStart = /[\p{L}_$]/u
const namePart = /[\p{L}\p{N}_$]/u
const space = /\s/

/**
 * Reads the tokens of one tag, from behind its opening to its closing mark.
 * A closing mark inside brackets is not one: `{{ {'a': {}} }}`.
 * @param close `}}`, `%}`, or `}` for the hole of a text
 */
export function tokenize(source: string, start: number, close: string): { tokens: Token[]; end: number } {
  const tokens: Token[] = []
  let at = start
  let open = 0
  while (at < source.length) {
    const character = source.charAt(at)
    if (space.test(character)) {
      at++
      continue
    }
    if (open === 0 && source.startsWith(close, at)) return finish(tokens, at)
    if (open === 0 && close !== '}' && character === '-' && source.startsWith(close, at + 1)) {
      return finish(tokens, at)
    }
    const token = readToken(source, at)
    if (token.kind === 'mark') open += depthOf(token.text)
    tokens.push(token)
    at = token.to
  }
  throw new Misplaced(`The tag that begins here is not closed by \`${close}\``, Math.max(0, start - 2))
}

function finish(tokens: Token[], at: number): { tokens: Token[]; end: number } {
  tokens.push({ kind: 'end', text: '', at, to: at })
  return { tokens, end: at }
}

function depthOf(mark: string): number {
  if (mark === '(' || mark === '[' || mark === '{') return 1
  return mark === ')' || mark === ']' || mark === '}' ? -1 : 0
}

function readToken(source: string, at: number): Token {
  const character = source.charAt(at)
  if (character === '"' || character === "'") return readText(source, at, character)
  if (character >= '0' && character <= '9') return readNumber(source, at)
  const point = String.fromCodePoint(source.codePointAt(at) ?? 0)
  if (nameStart.test(point)) return readName(source, at)
  for (const mark of marks) {
    if (source.startsWith(mark, at)) return { kind: 'mark', text: mark, at, to: at + mark.length }
  }
  if (singles.has(character)) return { kind: 'mark', text: character, at, to: at + 1 }
  throw new Misplaced(`Unexpected character \`${point}\``, at)
}

function readName(source: string, at: number): Token {
  let to = at
  while (to < source.length) {
    const point = String.fromCodePoint(source.codePointAt(to) ?? 0)
    if (!namePart.test(point)) break
    to += point.length
  }
  return { kind: 'name', text: source.slice(at, to), at, to }
}

function readNumber(source: string, at: number): Token {
  const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  number.lastIndex = at
  const text = number.exec(source)?.[0] ?? ''
  let to = at + text.length
  if (source.charAt(to) === 'L') to++
  return { kind: 'number', text, at, to }
}

function readText(source: string, at: number, quote: '"' | "'"): Token {
  let to = at + 1
  for (;;) {
    const next = source.indexOf(quote, to)
    if (next === -1) throw new Misplaced('The text that begins here is not closed', at)
    to = next + 1
    if (source.charAt(next - 1) !== '\\' || next - 1 === at) break
  }
  return { kind: 'text', text: source.slice(at + 1, to - 1), quote, at, to }
}
