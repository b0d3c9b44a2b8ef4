import type { InputProblemCode, ReadResult } from './types.ts'

/** Nothing was sent: no value, null or an empty text. */
export function isAbsent(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === ''
}

/** A value as a person would read it in a message. */
export function printRaw(raw: unknown): string {
  if (raw === undefined) return 'null'
  return typeof raw === 'string' ? raw : JSON.stringify(raw)
}

/** A text, or a number or truth value as its text; a list or map is none. */
export function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined
}

export function refused(code: InputProblemCode, params: Record<string, string | number> = {}): ReadResult {
  return { problem: { code, params } }
}

export function wrongType(type: string): ReadResult {
  return refused('wrong-type', { type })
}
