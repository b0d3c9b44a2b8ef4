import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

const instant = dynamic(z.iso.datetime({ offset: true }))

export default {
  type: 'DATETIME',
  aliases: [],
  title: 'Date and time',
  description:
    'An instant, as text in UTC: `2026-11-25T14:30:00Z`. A person enters it in their own time zone, which stands beside the field.',
  icon: 'calendar-clock',
  value: 'text',
  options: z.object({
    after: instant
      .describe('First allowed instant: `2026-01-01T00:00:00Z`, or an expression over earlier inputs.')
      .optional(),
    before: instant.describe('Last allowed instant, or an expression over earlier inputs.').optional(),
  }),
} satisfies FieldSpec
