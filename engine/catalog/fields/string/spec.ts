import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'STRING',
  aliases: [],
  title: 'Text',
  description: 'One line of text. For several lines use `TEXT`.',
  icon: 'type',
  value: 'text',
  options: z.object({
    validator: z.string().describe('Regular expression that the whole text must match.').optional(),
    minLength: z.int().nonnegative().describe('Fewest characters.').optional(),
    maxLength: z.int().positive().describe('Most characters.').optional(),
  }),
} satisfies FieldSpec
