import type { Json, JsonObject } from '../flow.ts'
import { checkCount } from './length.ts'
import { readList } from './list.ts'
import { isAbsent, wrongType } from './raw.ts'
import type { ReadResult } from './types.ts'

/** What a picker of people or groups is read by. */
export interface NameKind {
  type: string
  /** Property of the value that tells it from all others. */
  key: 'id' | 'slug'
}

/** Reads names of a directory: as texts, as the values that it gave before, several of them where the option `many` says so. */
export function readNames(raw: unknown, options: JsonObject, kind: NameKind): ReadResult {
  if (isAbsent(raw)) return { value: undefined }
  if (options.many !== true) {
    const name = nameOf(raw, kind)
    return name === undefined ? wrongType(kind.type) : { value: name }
  }
  const sent = readList(typeof raw === 'object' && !Array.isArray(raw) ? [raw] : raw)
  const names = sent?.map((one) => nameOf(one, kind))
  if (!names?.every((name) => name !== undefined)) return wrongType(kind.type)
  const once: Json[] = [...new Set(names)]
  return once.length === 0
    ? { value: undefined }
    : checkCount(once, { least: options.minItems, most: options.maxItems })
}

function nameOf(raw: unknown, { key }: NameKind): string | undefined {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    return key in raw
      ? nameOf(Object.entries(raw).find(([name]) => name === key)?.[1], { key, type: '' })
      : undefined
  const name = typeof raw === 'string' ? raw.trim() : ''
  return name !== '' && name.length <= 254 ? name : undefined
}
