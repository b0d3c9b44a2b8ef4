import type { InputProblemCode, ReadResult } from './types.ts'

/** Nothing was sent: no value, null or an empty text. */
export function isAbsent(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === ''
}

/** A value as a person would read it in a message. */
export function printRaw(raw: unknown): string {
  if (raw === undefined) return 'null'
  if (typeof raw === 'string') return raw
  try {
    return JSON.stringify(raw)
  } catch {
    // lists in one another, deeper than a stack holds
    return '…'
  }
}

/** A text, or a number or truth value as its text; a list or map is none. */
export function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined
}

/** Characters without a width that come along from web pages and spreadsheets: nobody typed them, and nobody sees them. */
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/

/** A text without what cannot be seen at its ends; inside of it such characters may join others, and stay. */
export function visible(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && invisible.test(text.charAt(from))) from++
  while (to > from && invisible.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

export function refused(code: InputProblemCode, params: Record<string, string | number> = {}): ReadResult {
  return { problem: { code, params } }
}

export function wrongType(type: string): ReadResult {
  return refused('wrong-type', { type })
}
