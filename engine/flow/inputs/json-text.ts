import type { Json } from '../flow.ts'
import { refused, wrongType } from './raw.ts'
import type { ReadResult } from './types.ts'

/** Far more than a form or a flow needs, far less than a stack holds. */
const maxLevels = 100

/** Reads a value that was sent as it is, or as JSON text; `type` is named where it is neither. */
export function readJsonText(raw: unknown, type: string): ReadResult {
  if (typeof raw !== 'string') return bounded(raw)
  try {
    return bounded(JSON.parse(raw))
  } catch {
    return wrongType(type)
  }
}

/** Refuses what is nested so deep that writing it would fail. */
export function bounded(value: unknown): ReadResult {
  if (!isWithin(value, maxLevels)) return refused('depth', { limit: maxLevels })
  return { value: asJson(value) }
}

/** Whether lists and maps stand in one another at most so deep; found out without a stack of its own. */
export function isWithin(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return false
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}

function asJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asJson(inner)]))
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}
