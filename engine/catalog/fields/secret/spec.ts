import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'SECRET',
  aliases: [],
  title: 'Secret',
  description: 'A text that is kept encrypted, shown as `********` and never sent back to a form.',
  icon: 'key-round',
  value: 'secret',
  options: z.object({
    validator: z.string().describe('Regular expression that the whole text must match.').optional(),
    minLength: z.int().nonnegative().describe('Fewest characters.').optional(),
    maxLength: z.int().positive().describe('Most characters.').optional(),
  }),
} satisfies FieldSpec
