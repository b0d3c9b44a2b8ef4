import { isDuration } from '#engine/flow/duration.ts'
import { Meter } from '#engine/flow/expressions/meter.ts'
import { Moment, readIso } from '#engine/flow/expressions/moment.ts'
import { asNumber, isNumeric } from '#engine/flow/expressions/numbers.ts'
import { readIon } from '#engine/flow/expressions/read-ion.ts'
import type { Json } from '#engine/flow/flow.ts'
import type { KvType } from '#engine/flow/kv.ts'

export interface KvValue {
  type: KvType
  value: Json
}

/** The type that a value shows by itself. */
export function typedValue(value: Json): KvValue {
  if (typeof value === 'string') return { type: isDuration(value) ? 'DURATION' : 'STRING', value }
  if (typeof value === 'number') return { type: 'NUMBER', value }
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value }
  return { type: 'JSON', value }
}

/**
 * Reads a value as Kestra's clients send it: JSON or Ion text (`"text"`, `12`, `true`, `2024-05-01`, `{a: 1}`). Any other
 * text is a STRING as it stands.
 * @throws Error for what begins like JSON and is none
 */
export function readKvText(text: string): KvValue {
  const json = readJson(text)
  if (json !== undefined) return typedValue(json)
  const read = readIonValue(text)
  if (read === undefined && /^\s*[[{"]/.test(text))
    throw new Error(`Invalid JSON value for: ${text.slice(0, 200)}`)
  if (read instanceof Moment)
    return { type: read.kind === 'date' ? 'DATE' : 'DATETIME', value: read.toJSON() }
  return typedValue(read === undefined || isBareWord(read, text) ? text : plain(read))
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function readIonValue(text: string): unknown {
  try {
    return readIon(text, new Meter())
  } catch {
    return undefined
  }
}

/** A bare word is a symbol of Ion; here it is the text that was sent. */
function isBareWord(read: unknown, text: string): boolean {
  return typeof read === 'string' && !/^\s*["']/.test(text)
}

function plain(value: unknown): Json {
  if (isNumeric(value)) return asNumber(value)
  if (value instanceof Moment) return value.toJSON()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
  return typeof value === 'boolean' || typeof value === 'string' ? value : null
}

const readers: Readonly<Record<KvType, (text: string) => Json | undefined>> = {
  STRING: (text) => text,
  NUMBER: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined),
  BOOLEAN: (text) => (/^(true|false)$/i.test(text.trim()) ? /^true$/i.test(text.trim()) : undefined),
  DATETIME: (text) => dateText(text, false),
  DATE: (text) => dateText(text, true),
  DURATION: (text) => (isDuration(text) ? text : undefined),
  JSON: readJson,
}

function dateText(text: string, isDate: boolean): string | undefined {
  const moment = readIso(text)
  return moment && (moment.kind === 'date') === isDate ? text.trim() : undefined
}

/**
 * A value as a wanted type; a text is read as one.
 * @throws Error where it is none
 */
export function asKvType(value: Json, type: KvType): KvValue {
  if (typeof value === 'string') {
    const read = readers[type](value)
    if (read === undefined) throw new Error(`\`${value.slice(0, 200)}\` is no ${type}`)
    return { type, value: read }
  }
  if (type === 'STRING') return { type, value: JSON.stringify(value) }
  const own = typedValue(value).type
  if (type !== 'JSON' && own !== type) throw new Error(`A value of type ${own} is no ${type}`)
  return { type, value }
}
