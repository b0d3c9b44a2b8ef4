import type { JsonObject } from '../flow.ts'
import { refused } from './raw.ts'
import type { ReadResult } from './types.ts'

/** Judges `minLength` and `maxLength`; a character is what a person counts as one, not a code unit. */
export function checkLength(text: string, options: JsonObject): ReadResult {
  const length = [...text].length
  const { minLength, maxLength } = options
  if (typeof minLength === 'number' && length < minLength) return refused('min-length', { limit: minLength })
  if (typeof maxLength === 'number' && length > maxLength) return refused('max-length', { limit: maxLength })
  return { value: text }
}
