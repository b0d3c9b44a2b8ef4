import { readIso } from '#engine/flow/expressions/moment.ts'

/**
 * The instant that a rendered property names; a date alone is its first moment, in UTC.
 * @throws Error for what is no date
 */
export function instantOf(name: string, text: string): Date
export function instantOf(name: string, text: string | undefined): Date | undefined
export function instantOf(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const moment = readIso(text)
  if (!moment)
    throw new Error(`\`${name}\` must be a date and time such as 2026-01-31T12:00:00Z, but is ${text}`)
  return moment.at.toJSDate()
}
