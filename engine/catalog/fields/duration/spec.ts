import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { isDuration } from '#engine/flow/duration.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

const length = dynamic(z.string().refine(isDuration, 'an ISO 8601 duration: `PT30M`'))

export default {
  type: 'DURATION',
  aliases: [],
  title: 'Duration',
  description:
    'A length of time, as an ISO 8601 text of weeks, days, hours, minutes and seconds: `PT1H30M`, `P2D`.',
  icon: 'timer',
  value: 'text',
  options: z.object({
    min: length
      .describe('Shortest allowed duration: `PT10M`, or an expression over earlier inputs.')
      .optional(),
    max: length.describe('Longest allowed duration, or an expression over earlier inputs.').optional(),
  }),
} satisfies FieldSpec
