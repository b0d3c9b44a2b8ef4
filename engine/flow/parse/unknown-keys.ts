import { z } from 'zod'
import type { Json, JsonObject } from '../flow.ts'

interface Unknown {
  /** Of the map that holds the key, from the root of the value. */
  path: (string | number)[]
  key: string
  known: string[]
}

/** Keys below the first level that no alternative of the schema has. A schema that takes any value takes any key. */
export function unknownKeys(schema: z.ZodObject, value: JsonObject): Unknown[] {
  const found: Unknown[] = []
  for (const [key, inner] of Object.entries(value)) {
    const property = schema.shape[key]
    if (property && typeof inner === 'object' && inner !== null) found.push(...walk([property], inner, [key]))
  }
  return found
}

function walk(schemas: readonly z.core.$ZodType[], value: Json, path: (string | number)[]): Unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const alternatives = schemas.flatMap(flatten)
  if (Array.isArray(value)) {
    const items = alternatives.flatMap((one) => (one instanceof z.ZodArray ? [one.element] : []))
    return items.length === 0 ? [] : value.flatMap((item, index) => walk(items, item, [...path, index]))
  }
  const objects = alternatives.filter((one) => one instanceof z.ZodObject)
  const records = alternatives.filter((one) => one instanceof z.ZodRecord)
  if (objects.length === 0 && records.length === 0) return []
  if (alternatives.some((one) => isOpen(one))) return []
  const known = [...new Set(objects.flatMap((one) => Object.keys(one.shape)))]
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'object' && known.includes(key)) return []
    const next: z.core.$ZodType[] = objects.flatMap((one) => one.shape[key] ?? [])
    next.push(...records.map((one) => one.valueType))
    return next.length > 0 ? walk(next, inner, [...path, key]) : [{ path, key, known }]
  })
}

/** Takes maps of any kind. */
function isOpen(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodObject)
    return schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever)
  return schema instanceof z.ZodAny || schema instanceof z.ZodUnknown || schema instanceof z.ZodCustom
}

const flattened = new WeakMap<z.core.$ZodType, readonly z.core.$ZodType[]>()

/** The schemas that a wrapper or union stands for. */
function flatten(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const known = flattened.get(schema) ?? unwrapped(schema)
  flattened.set(schema, known)
  return known
}

function unwrapped(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return flatten(schema.unwrap())
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodReadonly) return flatten(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => flatten(option))
  if (schema instanceof z.ZodLazy) return flatten(schema.unwrap())
  if (schema instanceof z.ZodPipe) return flatten(schema.in)
  return [schema]
}
