import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

const bound = z.int()

export default {
  type: 'INT',
  aliases: ['INTEGER'],
  title: 'Whole number',
  description:
    'A whole number between -9,007,199,254,740,991 and 9,007,199,254,740,991, so that none is ever rounded.',
  icon: 'hash',
  value: 'integer',
  options: z
    .object({
      min: bound.describe('Smallest allowed value.').optional(),
      max: bound.describe('Largest allowed value.').optional(),
    })
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
      message: '`min` must not be more than `max`',
      path: ['min'],
    }),
} satisfies FieldSpec
