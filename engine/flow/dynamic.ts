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

/** Properties after rendering: no template is left in what `dynamic` marked. */
export type Rendered<P> = { [K in keyof P]: Exclude<P[K], z.output<typeof templateText>> }

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
 * A rendered template is text; where the property wants a number, list or map, the text is read as JSON.
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
    if (!schema || typeof value !== 'string' || !holdsTemplate(source[name])) continue
    if (z.safeParse(schema, value).success) continue
    const parsed = readJson(value)
    if (parsed !== undefined) result[name] = parsed
  }
  return result
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
