import { readIso } from './moment.ts'
import { readInteger, real } from './numbers.ts'

export interface Found<T> {
  value: T
  /** Offset behind it. */
  end: number
}

const word = /[A-Za-z_$][\w$]*(?:\.[a-z]+)?/y
const stamp =
  /\d{4}-\d{2}-\d{2}(?:T(?:\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?|\d{4}-\d{2}T|\d{4}T/y
const number = /-?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eEdD][+-]?\d+)?)/y
const long = /'''((?:[^'\\]|\\[\s\S]|'(?!''))*)'''/y
const double = /"((?:[^"\\]|\\[\s\S])*)"/y
const single = /'((?:[^'\\]|\\[\s\S])*)'/y

/** A value that is no list and no struct, at an offset; undefined where none begins. */
export function readScalar(text: string, at: number): Found<unknown> | undefined {
  const quoted = readQuoted(text, at)
  if (quoted) return quoted
  const date = match(stamp, text, at)
  if (date) return { value: dateOf(date[0]), end: at + date[0].length }
  const digits = match(number, text, at)
  if (digits) return { value: numberOf(digits[0]), end: at + digits[0].length }
  const name = match(word, text, at)
  return name ? { value: wordOf(name[0]), end: at + name[0].length } : undefined
}

/** A text or symbol in quotes; long texts that follow each other are one. */
export function readQuoted(text: string, at: number): Found<string> | undefined {
  let value = ''
  let end = at
  for (let part = match(long, text, end); part; part = match(long, text, end)) {
    value += unquote(part[1] ?? '')
    end += part[0].length
    end += /^\s*(?=''')/.exec(text.slice(end))?.[0].length ?? 0
  }
  if (end > at) return { value, end }
  const found = match(double, text, at) ?? match(single, text, at)
  return found ? { value: unquote(found[1] ?? ''), end: at + found[0].length } : undefined
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function wordOf(name: string): unknown {
  if (name === 'true' || name === 'false') return name === 'true'
  if (name === 'null' || name.startsWith('null.')) return null
  return name
}

function numberOf(text: string): unknown {
  const plain = text.replaceAll('_', '')
  if (/^-?0[xb]/i.test(plain)) {
    const size = BigInt(plain.replace('-', ''))
    return readInteger(String(plain.startsWith('-') ? -size : size))
  }
  return /^-?\d+$/.test(plain) ? readInteger(plain) : real(Number(plain.replace(/[dD]/, 'e')))
}

/** A year or month alone is its first day. */
function dateOf(text: string): unknown {
  if (/^\d{4}T$/.test(text)) return readIso(`${text.slice(0, 4)}-01-01`)
  if (/^\d{4}-\d{2}T$/.test(text)) return readIso(`${text.slice(0, 7)}-01`)
  return readIso(text.replace(/T$/, '')) ?? text
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  a: '\x07',
  v: '\v',
  0: '\0',
}

/** The text between quotes, escapes read. */
export function unquote(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(\r?\n)|([\s\S]))/g,
    readEscape,
  )
}

function readEscape(_: string, ...parts: (string | undefined)[]): string {
  const code = parts[0] ?? parts[1] ?? parts[2]
  if (code !== undefined) {
    const point = Number.parseInt(code, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD'
  }
  if (parts[3] !== undefined) return ''
  const letter = parts[4] ?? ''
  return Object.hasOwn(escapes, letter) ? (escapes[letter] ?? letter) : letter
}
