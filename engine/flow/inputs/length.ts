import type { Json, JsonObject } from '../flow.ts'
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

/** Judges how many entries a list has. */
export function checkCount(
  list: Json[],
  { least, most }: { least: Json | undefined; most: Json | undefined },
): ReadResult {
  if (typeof least === 'number' && list.length < least) return refused('min-items', { limit: least })
  if (typeof most === 'number' && list.length > most) return refused('max-items', { limit: most })
  return { value: list }
}
