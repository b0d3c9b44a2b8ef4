import { z } from 'zod'
import { isDuration } from '../duration.ts'
import { holdsTemplate } from '../dynamic.ts'
import { languageTag } from '../local-text.ts'

/** Ids of flows, tasks, inputs, outputs, stages. */
export const idSchema = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/)
  .max(100)
export const namespaceSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
  .max(150)

/** A text, or one for each language. */
export const localText = z.union([
  z.string(),
  z
    .record(z.string().regex(languageTag, 'must be a language such as `en` or `de`'), z.string().min(1))
    .refine((texts) => Object.keys(texts).length > 0, 'needs a text in one language at least'),
])
export const durationSchema = z.string().refine(isDuration, { error: wantsDuration })
export const durationOrTemplate = z
  .string()
  .refine((text) => holdsTemplate(text) || isDuration(text), { error: wantsDuration })

function wantsDuration(issue: { input?: unknown }): string {
  return `must be an ISO 8601 duration such as \`PT30S\` or \`P2D\`, but is \`${String(issue.input)}\``
}
