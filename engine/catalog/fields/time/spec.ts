import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

const time = dynamic(
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?$/, 'a time of day: `09:30`'),
)

export default {
  type: 'TIME',
  aliases: [],
  title: 'Time of day',
  description: 'A time of day without a date or zone, as text: `09:30:00`.',
  icon: 'clock',
  value: 'text',
  options: z.object({
    after: time.describe('First allowed time: `09:00`, or an expression over earlier inputs.').optional(),
    before: time.describe('Last allowed time: `17:30`, or an expression over earlier inputs.').optional(),
  }),
} satisfies FieldSpec
