import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'FLOAT',
  aliases: ['NUMBER'],
  title: 'Number',
  description: 'A number with decimal places.',
  icon: 'percent',
  value: 'number',
  options: z
    .object({
      min: z.number().describe('Smallest allowed value.').optional(),
      max: z.number().describe('Largest allowed value.').optional(),
    })
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
      message: '`min` must not be more than `max`',
      path: ['min'],
    }),
} satisfies FieldSpec
