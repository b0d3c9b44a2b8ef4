import type { Json } from '../flow.ts'
import { textOf } from './read-property.ts'
import type { LoopValues } from './state.ts'

/**
 * What a loop goes over: a list, or JSON text of one.
 * @throws TypeError where it is none, or holds null
 */
export function loopValuesOf(name: string, value: Json | undefined): LoopValues {
  const list = decoded(value)
  if (!Array.isArray(list)) throw new TypeError(`\`${name}\` must be a list, but is ${shown(value)}`)
  return { values: textsOf(list) }
}

/**
 * The same, or a map or JSON text of one.
 * @throws TypeError where it is neither, or holds null
 */
export function itemsOf(name: string, value: Json | undefined): LoopValues {
  const items = decoded(value)
  if (Array.isArray(items)) return { values: textsOf(items) }
  if (typeof items !== 'object' || items === null)
    throw new TypeError(`\`${name}\` must be a list or a map, but is ${shown(value)}`)
  return { values: textsOf(Object.values(items)), keys: Object.keys(items) }
}

/** Where values name outputs, one that comes twice counts once. */
export function distinct({ values }: LoopValues): LoopValues {
  return { values: [...new Set(values)] }
}

function decoded(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function textsOf(list: readonly Json[]): string[] {
  const nulls = list.filter((item) => item === null).length
  if (nulls > 0) {
    const all = list.map((item) => (item === null ? 'null' : textOf(item))).join(', ')
    throw new TypeError(`Found '${String(nulls)}' null values on Each, with values=[${all}]`)
  }
  return list.map(textOf)
}

function shown(value: Json | undefined): string {
  return textOf(value).slice(0, 200) || 'nothing'
}
