import type { JsonObject } from '../flow.ts'
import { refused } from './raw.ts'
import type { ReadResult } from './types.ts'

/** Judges `min` and `max`, both inclusive. */
export function checkBounds(number: number, options: JsonObject): ReadResult {
  const { min, max } = options
  if (typeof min === 'number' && number < min) return refused('min', { limit: min })
  if (typeof max === 'number' && number > max) return refused('max', { limit: max })
  return { value: number }
}
