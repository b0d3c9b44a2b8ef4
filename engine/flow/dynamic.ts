import { z } from 'zod'

const template = /\{\{|\{%|\{#/

/** Whether a text holds an expression and must be rendered before it is used. */
export function holdsTemplate(value: unknown): value is string {
  return typeof value === 'string' && template.test(value)
}

/**
 * A property that holds either a plain value of `inner` or a template that renders to one.
 * The parser accepts both; after rendering `coerceRendered` leaves only `inner`.
 */
export function dynamic<T extends z.ZodType>(inner: T) {
  return z.union([inner, z.string().regex(template, { error: 'a template', abort: true })])
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
