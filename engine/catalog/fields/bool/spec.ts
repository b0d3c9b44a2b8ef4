import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'BOOL',
  aliases: ['BOOLEAN'],
  title: 'Yes or no',
  description:
    'A choice between yes and no. With `required` an answer must be given; without it no answer is null.',
  icon: 'toggle-left',
  value: 'boolean',
  options: z.object({}),
} satisfies FieldSpec
