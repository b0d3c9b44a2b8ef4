import { z } from 'zod'

/** The option `jsonSchema` of a field: a map, or its JSON text. */
export const jsonSchema = z
  .union([z.record(z.string(), z.json()), z.string().transform(parsed)])
  .describe('JSON Schema that the value must fit, as a map or as JSON text.')
  .optional()

function parsed(text: string, context: z.RefinementCtx): z.core.util.JSONType {
  try {
    return z.json().parse(JSON.parse(text))
  } catch {
    context.addIssue('a JSON Schema: a map, or its JSON text')
    return z.NEVER
  }
}
