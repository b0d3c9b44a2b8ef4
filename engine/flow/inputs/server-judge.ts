import { Meter } from '../expressions/meter.ts'
import { readYaml } from '../expressions/read-data.ts'
import type { Input, Json } from '../flow.ts'
import { matchesWhole } from '../pattern.ts'
import { bounded } from './json-text.ts'
import { breachOf } from './json-schema/breach.ts'
import { refused } from './raw.ts'
import type { FieldCheck, ReadResult } from './types.ts'

/** What only the server judges of a value that was read: its format, the author's pattern and JSON Schema. */
export function serverJudge(
  checks: Readonly<Record<string, FieldCheck>>,
): (input: Input, value: Json) => ReadResult {
  return (input, value) => {
    const read: ReadResult =
      checks[input.type]?.format === 'yaml' && typeof value === 'string'
        ? yamlOf(input.type, value)
        : { value }
    if ('problem' in read || read.value === undefined) return read
    try {
      return patternOf(input, read.value) ?? schemaOf(input, read.value) ?? read
    } catch (error) {
      return refused('expression', { message: error instanceof Error ? error.message : String(error) })
    }
  }
}

function yamlOf(type: string, text: string): ReadResult {
  try {
    return bounded(readYaml(text, new Meter()))
  } catch {
    return refused('wrong-type', { type })
  }
}

function patternOf({ options }: Input, value: Json): ReadResult | undefined {
  const { validator } = options
  if (typeof validator !== 'string' || typeof value !== 'string') return undefined
  return matchesWhole(validator, value) ? undefined : refused('pattern', { pattern: validator })
}

function schemaOf({ options }: Input, value: Json): ReadResult | undefined {
  const { jsonSchema } = options
  if (jsonSchema === undefined) return undefined
  const breach = breachOf(jsonSchema, value)
  return breach === undefined ? undefined : refused('schema', { message: breach })
}
