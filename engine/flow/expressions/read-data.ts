import { parse, YAMLParseError } from 'yaml'
import { Failure } from './error.ts'
import type { Meter } from './meter.ts'
import { isList, isMap, put, type Mapping } from './values.ts'

/** Some 100 characters a microsecond. */
export function readJson(text: string, meter: Meter): unknown {
  meter.charge(text.length >> 3)
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`The text is not JSON: ${error.message}`)
    throw error
  }
}

/** YAML's parser is slow, above all with nested brackets, aliases and keys: some 50 KB fit into one evaluation. */
export function readYaml(text: string, meter: Meter): unknown {
  const marks = text.match(/[[{?*&]/g)?.length ?? 0
  meter.charge(2_000 + text.length * 5 + marks * 60)
  try {
    const value: unknown = parse(text, { maxAliasCount: 50, logLevel: 'error' })
    return own(value, meter)
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError) {
      throw new Failure(`The text is not YAML: ${error.message.split('\n')[0] ?? ''}`)
    }
    throw error
  }
}

/** A copy with own properties only, lists and plain values. */
export function own(value: unknown, meter: Meter): unknown {
  meter.step()
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'undefined' || typeof value === 'symbol'
      ? null
      : value
  }
  meter.enter()
  const copy = isList(value) ? value.map((item) => own(item, meter)) : ownMap(value, meter)
  meter.leave()
  return copy
}

function ownMap(value: object, meter: Meter): unknown {
  if (!isMap(value)) return null
  const copy: Mapping = {}
  for (const [key, inner] of Object.entries(value)) put(copy, key, own(inner, meter))
  return copy
}
