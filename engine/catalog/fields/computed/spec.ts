import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'COMPUTED',
  aliases: [],
  title: 'Computed value',
  description:
    'A value that is worked out from earlier inputs and shown as it changes. Nobody can fill it in: what is sent for it is dropped. Where an input that it cannot do without is hidden or empty, it has no value.',
  icon: 'calculator',
  value: 'object',
  typeOptions: ['valueType'],
  options: z.object({
    expression: z
      .string()
      .min(1)
      .describe('Template over earlier inputs: `{{ inputs.price * inputs.count }}`.'),
    valueType: z
      .string()
      .min(1)
      .describe('Type that the result is read as: `INT`, `MONEY` … Without it: as it is rendered.')
      .optional(),
  }),
} satisfies FieldSpec
