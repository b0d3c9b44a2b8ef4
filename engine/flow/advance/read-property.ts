import { durationMs } from '../duration.ts'
import type { Json } from '../flow.ts'
import { isTrueText } from '../truth.ts'

/** Truth of a rendered condition: of its text, so that the text "false" is false. */
export function conditionOf(value: Json | undefined): boolean {
  return isTrueText(textOf(value))
}

/** @throws TypeError where it is no whole number of that size */
export function wholeNumberOf(name: string, value: Json | undefined, min: number): number {
  const number = typeof value === 'number' ? value : Number(textOf(value).trim() || Number.NaN)
  if (!Number.isInteger(number) || number < min) {
    throw new TypeError(`\`${name}\` must be a whole number of at least ${min}, but is ${textOf(value)}`)
  }
  return number
}

/** @throws RangeError where it is no duration, or a negative one */
export function waitMsOf(name: string, value: Json | undefined): number {
  const ms = durationMs(textOf(value).trim())
  if (ms < 0) throw new RangeError(`\`${name}\` must not be negative, but is ${textOf(value)}`)
  return ms
}

/** The text that a value prints as; nothing for null. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

export function choiceOf<T extends string>(value: Json | undefined, choices: readonly T[], otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise
}
