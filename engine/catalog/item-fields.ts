import { isMap } from '#engine/flow/expressions/values.ts'

/**
 * What a template sees of a row: its fields by name.
 * @throws Error for a row that has none
 */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (isMap(value)) return value
  throw new Error('A row is no map: its fields have no names that an expression could use.')
}
