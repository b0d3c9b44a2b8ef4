import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'USER',
  aliases: [],
  title: 'Person',
  description:
    'A person of this product, chosen by name. Expressions see `{id, name, email}`: `inputs.reviewer.email`. `defaults: requester` is whoever fills in the form.',
  icon: 'user',
  value: 'object',
  options: z
    .object({
      group: dynamic(z.string().min(1))
        .describe(
          'Slug of a group: only its members may be chosen. May be an expression over earlier inputs.',
        )
        .optional(),
      many: z.boolean().describe('Several may be chosen; expressions see a list of them.').default(false),
      minItems: z.int().min(1).describe('Fewest people, with `many`.').optional(),
      maxItems: z.int().min(1).describe('Most people, with `many`.').optional(),
    })
    .refine(({ minItems = 1, maxItems = minItems }) => minItems <= maxItems, {
      message: '`minItems` must not be more than `maxItems`',
      path: ['minItems'],
    }),
} satisfies FieldSpec
