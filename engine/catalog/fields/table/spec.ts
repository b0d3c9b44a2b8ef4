import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'TABLE',
  aliases: [],
  title: 'Table',
  description:
    'Rows of the same columns, each column an input of its own. Expressions see a list of maps: `inputs.items[0].amount`.',
  icon: 'table',
  value: 'list',
  holds: 'columns',
  options: z
    .object({
      minRows: z.int().min(0).describe('Fewest rows.').optional(),
      maxRows: z.int().min(1).max(1000).describe('Most rows.').default(200),
    })
    .refine(({ minRows = 0, maxRows }) => minRows <= maxRows, {
      message: '`minRows` must not be more than `maxRows`',
      path: ['minRows'],
    }),
} satisfies FieldSpec
