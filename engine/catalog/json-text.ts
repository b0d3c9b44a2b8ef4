import { Moment } from '#engine/flow/expressions/moment.ts'
import { isNumeric, printNumber } from '#engine/flow/expressions/numbers.ts'

/** JSON text of a row's value: whole numbers keep their digits, dates become text. */
export function jsonText(value: unknown): string {
  if (isNumeric(value)) return printNumber(value)
  if (value instanceof Moment) return JSON.stringify(value.full())
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`)
  return `{${entries.join(',')}}`
}
