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
  return Object.entries(value).flatMap(([key, inner]) => {
    const property = schema.shape[key]
    return property ? walk([property], inner, [key]) : []
  })
}

function walk(schemas: readonly z.core.$ZodType[], value: Json, path: (string | number)[]): Unknown[] {
  const alternatives = schemas.flatMap(flatten)
  if (Array.isArray(value)) {
    const items = alternatives.flatMap((one) => (one instanceof z.ZodArray ? [one.element] : []))
    return items.length === 0 ? [] : value.flatMap((item, index) => walk(items, item, [...path, index]))
  }
  if (typeof value !== 'object' || value === null) return []
  const objects = alternatives.filter((one) => one instanceof z.ZodObject)
  const records = alternatives.filter((one) => one instanceof z.ZodRecord)
  if (objects.length === 0 && records.length === 0) return []
  if (alternatives.some((one) => isOpen(one))) return []
  const known = [...new Set(objects.flatMap((one) => Object.keys(one.shape)))]
  return Object.entries(value).flatMap(([key, inner]) => {
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

/** The schemas that a wrapper or union stands for. */
function flatten(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return flatten(schema.unwrap())
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodReadonly) return flatten(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => flatten(option))
  if (schema instanceof z.ZodLazy) return flatten(schema.unwrap())
  if (schema instanceof z.ZodPipe) return flatten(schema.in)
  return [schema]
}
