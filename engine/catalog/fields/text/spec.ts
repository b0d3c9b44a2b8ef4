import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'TEXT',
  aliases: [],
  title: 'Text area',
  description: 'Text of several lines.',
  icon: 'text',
  value: 'text',
  options: z.object({
    validator: z.string().describe('Regular expression that the whole text must match.').optional(),
    minLength: z.int().nonnegative().describe('Fewest characters.').optional(),
    maxLength: z.int().positive().describe('Most characters.').optional(),
    rows: z.int().min(2).max(30).describe('Height of the field in lines.').default(4),
  }),
} satisfies FieldSpec
