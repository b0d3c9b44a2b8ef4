import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'GROUP',
  aliases: [],
  title: 'Group of people',
  description: 'A group of this product, chosen by name. Expressions see `{slug, name}`: `inputs.team.slug`.',
  icon: 'users',
  value: 'object',
  options: z
    .object({
      many: z.boolean().describe('Several may be chosen; expressions see a list of them.').default(false),
      minItems: z.int().min(1).describe('Fewest groups, with `many`.').optional(),
      maxItems: z.int().min(1).describe('Most groups, with `many`.').optional(),
    })
    .refine(({ minItems = 1, maxItems = minItems }) => minItems <= maxItems, {
      message: '`minItems` must not be more than `maxItems`',
      path: ['minItems'],
    }),
} satisfies FieldSpec
