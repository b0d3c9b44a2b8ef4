import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'public-holiday',
  aliases: [
    'io.kestra.plugin.core.condition.PublicHoliday',
    'io.kestra.plugin.core.condition.PublicHolidayCondition',
    'io.kestra.core.models.conditions.types.PublicHolidayCondition',
  ],
  title: 'Public holiday',
  description: 'The date is a public holiday of the country, or of a part of it.',
  icon: 'party-popper',
  asks: 'anything',
  properties: z.object({
    date: z
      .string()
      .default('{{ trigger.date }}')
      .describe('The date that is looked at; a template over what the trigger knows.'),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, { error: 'must be a country code of two letters such as `FR`' })
      .default('US')
      .describe('ISO 3166-1 code of the country.'),
    subDivision: z
      .string()
      .regex(/^[A-Za-z0-9]{1,3}$/, { error: 'must be the code of a part of the country such as `BY`' })
      .optional()
      .describe(
        'ISO 3166-2 code of a part of the country, without the country: holidays of that part count too.',
      ),
  }),
} satisfies ConditionSpec
