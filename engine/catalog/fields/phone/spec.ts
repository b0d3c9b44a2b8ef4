import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'PHONE',
  aliases: [],
  title: 'Phone number',
  description:
    'A phone number, kept as it is dialled from abroad: `+493012345678`. Blanks, brackets and dashes may be typed.',
  icon: 'phone',
  value: 'text',
  options: z.object({
    countryCode: z
      .string()
      .regex(/^\+[1-9]\d{0,2}$/, 'a country code: `+49`')
      .describe('Put before a number that is typed without one: `+49`. Without it the number needs its own.')
      .optional(),
  }),
} satisfies FieldSpec
