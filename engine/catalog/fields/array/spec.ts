import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'ARRAY',
  aliases: [],
  title: 'List',
  description: 'A list of values of one type, as many as are needed.',
  icon: 'brackets',
  value: 'list',
  typeOptions: ['itemType'],
  options: z
    .object({
      itemType: z.string().min(1).describe('Type of each value: `STRING`, `INT`, `DATE` …'),
      minItems: z.int().min(0).describe('Fewest values.').optional(),
      maxItems: z.int().min(1).describe('Most values.').optional(),
    })
    .refine(({ minItems = 0, maxItems = minItems }) => minItems <= maxItems, {
      message: '`minItems` must not be more than `maxItems`',
      path: ['minItems'],
    }),
} satisfies FieldSpec
