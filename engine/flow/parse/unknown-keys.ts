import { z } from 'zod'
import type { Json, JsonObject } from '../flow.ts'

interface Unknown {
  /** Of the map that holds the key, from the root of the value. */
  path: (string | number)[]
  key: string
  known: string[]
}

/** Keys below the first level that no alternative of the schema has. A schema that takes any value takes any key. */
export function openAlternatives(schema: z.ZodObject, value: JsonObject): Unknown[] {
  const found: Unknown[] = []
  for (const [key, inner] of Object.entries(value)) {
    const property = schema.shape[key]
    if (property) walk([property], inner, [key], found)
  }
  return found
}

function walk(
  schemas: readonly z.core.$ZodType[],
  value: Json,
  path: (string | number)[],
  found: Unknown[],
): void {
  const alternatives = schemas.flatMap(flatten)
  if (Array.isArray(value)) {
    const items = alternatives.flatMap((one) => (one instanceof z.ZodArray ? [one.element] : []))
    if (items.length > 0)
      for (const [index, item] of value.entries()) walk(items, item, [...path, index], found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const objects = alternatives.filter((one) => one instanceof z.ZodObject)
  const records = alternatives.filter((one) => one instanceof z.ZodRecord)
  if (objects.length === 0 && records.length === 0) return
  if (alternatives.some((one) => isOpen(one))) return
  const known = [...new Set(objects.flatMap((one) => Object.keys(one.shape)))]
  for (const [key, inner] of Object.entries(value)) {
    const next: z.core.$ZodType[] = objects.flatMap((one) => one.shape[key] ?? [])
    next.push(...records.map((one) => one.valueType))
    if (next.length > 0) walk(next, inner, [...path, key], found)
    else found.push({ path, key, known })
  }
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
