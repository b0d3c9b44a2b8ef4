import { z } from 'zod'
import { holdsTemplate, template } from './holds-template.ts'

export { holdsTemplate }

const templateText = z.string().regex(template, { error: 'a template', abort: true }).brand<'template'>()

/**
 * A property that holds either a plain value of `inner` or a template that renders to one.
 * The parser accepts both; `readRendered` leaves only `inner`.
 */
export function dynamic<T extends z.ZodType>(inner: T) {
  return z.union([inner, templateText])
}

/** Properties after rendering: no template is left in what `dynamic` marked, in maps of named values neither. */
export type Rendered<P> = { [K in keyof P]: Plain<P[K]> }

type Plain<V> =
  V extends z.output<typeof templateText>
    ? never
    : V extends readonly unknown[]
      ? V
      : V extends object
        ? Rendered<V>
        : V

/**
 * Reads rendered properties by their schema, defaults filled in.
 * @throws ZodError, or Error where a template rendered to a template again
 */
export function readRendered<S extends z.ZodObject>(
  schema: S,
  properties: Readonly<Record<string, unknown>>,
): Rendered<z.output<S>> {
  const output = schema.parse(properties)
  if (!isRendered(schema, output))
    throw new Error('A property rendered to a template where a plain value is needed')
  return output
}

function isRendered<O extends object>(schema: z.ZodObject, output: O): output is O & Rendered<O> {
  return Object.entries(output).every(([name, value]) => {
    const union = unwrapped(schema.shape[name])
    if (union instanceof z.ZodObject && isMap(value)) return isRendered(union, value)
    const plain =
      union instanceof z.ZodUnion && union.options.includes(templateText) ? union.options[0] : undefined
    return plain === undefined || !holdsTemplate(value) || z.safeParse(plain, value).success
  })
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrapped(schema.unwrap())
    : schema
}

/**
 * A rendered template is text; where the property wants a number, list or map, the text is read as JSON. So it is in a property
 * that is a map of named values.
 * @returns the properties with such texts replaced; what fits as text, or is no JSON, stays.
 */
export function coerceRendered(
  shape: z.ZodObject,
  source: Readonly<Record<string, unknown>>,
  rendered: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...rendered }
  for (const [name, value] of Object.entries(rendered)) {
    const schema = shape.shape[name]
    const inner = unwrapped(schema)
    const written = source[name]
    if (inner instanceof z.ZodObject && isMap(value) && isMap(written))
      result[name] = coerceRendered(inner, written, value)
    if (!schema || typeof value !== 'string' || !holdsTemplate(written)) continue
    if (z.safeParse(schema, value).success) continue
    const parsed = readJson(value)
    if (parsed !== undefined) result[name] = parsed
  }
  return result
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
