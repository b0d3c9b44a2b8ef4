import pg from 'pg'
import type { Json, JsonObject } from '#engine/flow/flow.ts'

const { builtins } = pg.types

/** Read as JSON has them; every other type is its text, as PostgreSQL writes it. */
const readers = new Map<number, (text: string) => Json>([
  [builtins.BOOL, (text) => text === 't'],
  [builtins.INT2, Number],
  [builtins.INT4, Number],
  [builtins.INT8, exact],
  [builtins.OID, Number],
  [builtins.FLOAT4, finite],
  [builtins.FLOAT8, finite],
  [builtins.NUMERIC, exact],
  [builtins.JSON, (text) => JSON.parse(text) as Json],
  [builtins.JSONB, (text) => JSON.parse(text) as Json],
  [builtins.TIMESTAMP, (text) => text.replace(' ', 'T')],
  [builtins.TIMESTAMPTZ, instant],
  [builtins.BYTEA, (text) => Buffer.from(text.slice(2), 'hex').toString('base64')],
])

/** Types of an array, by that of its members. */
const members = new Map<number, number>([
  [1000, builtins.BOOL],
  [1005, builtins.INT2],
  [1007, builtins.INT4],
  [1016, builtins.INT8],
  [1021, builtins.FLOAT4],
  [1022, builtins.FLOAT8],
  [1231, builtins.NUMERIC],
  [199, builtins.JSON],
  [3807, builtins.JSONB],
  [1115, builtins.TIMESTAMP],
  [1185, builtins.TIMESTAMPTZ],
  ...[1002, 1009, 1014, 1015, 1182, 1183, 2951].map((oid): [number, number] => [oid, builtins.TEXT]),
])

const texts = pg.types.getTypeParser(1009 as number) as (text: string) => unknown

/** For a client of `pg`: how values come out. */
export const valueTypes = {
  getTypeParser(oid: number): (text: string) => Json {
    const member = members.get(oid)
    if (member === undefined) return readers.get(oid) ?? ((text) => text)
    return (text) => each(texts(text), readers.get(member) ?? ((one) => one))
  },
}

function each(list: unknown, read: (text: string) => Json): Json {
  if (Array.isArray(list)) return list.map((item) => each(item, read))
  return typeof list === 'string' ? read(list) : null
}

/** A number where no digit is lost, else its text. */
function exact(text: string): Json {
  const digits = text.replace(/^-?0*|\./g, '').replace(/^0+/, '')
  return digits.length <= 15 && Number.isFinite(Number(text)) ? Number(text) : text
}

/** JSON has no `NaN` and no infinity. */
function finite(text: string): Json {
  const value = Number(text)
  return Number.isFinite(value) ? value : text
}

/** `2026-11-27 05:00:00.5+00` becomes `2026-11-27T05:00:00.500Z`; what no calendar has stays. */
function instant(text: string): Json {
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}

/** A value as it goes to the server: a list or a map as JSON. */
export function sent(value: Json): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

/** Two columns of one name would hide each other. @throws Error that names one */
export function rowOf(fields: readonly { name: string }[], values: readonly unknown[]): JsonObject {
  const row: JsonObject = {}
  fields.forEach(({ name }, index) => {
    if (Object.hasOwn(row, name)) throw new Error(`two columns are called ${name}: name them by AS`)
    row[name] = (values[index] ?? null) as Json
  })
  return row
}
