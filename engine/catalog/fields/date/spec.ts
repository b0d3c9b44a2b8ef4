import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

const day = dynamic(z.iso.date())

export default {
  type: 'DATE',
  aliases: [],
  title: 'Date',
  description: 'A calendar day without a time or zone, as text: `2026-11-25`.',
  icon: 'calendar',
  value: 'text',
  options: z.object({
    after: day.describe('First allowed day: a date, or an expression over earlier inputs.').optional(),
    before: day.describe('Last allowed day: a date, or an expression over earlier inputs.').optional(),
  }),
} satisfies FieldSpec
