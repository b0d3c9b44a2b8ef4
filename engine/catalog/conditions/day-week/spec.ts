import { z } from 'zod'
import { weekdays } from '#engine/flow/triggers/rendered-date.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'day-week',
  aliases: [
    'io.kestra.plugin.core.condition.DayWeek',
    'io.kestra.plugin.core.condition.DayWeekCondition',
    'io.kestra.core.models.conditions.types.DayWeekCondition',
  ],
  title: 'Day of the week',
  description: 'The date is this day of the week.',
  icon: 'calendar-days',
  asks: 'anything',
  properties: z.object({
    date: z
      .string()
      .default('{{ trigger.date }}')
      .describe('The date that is looked at; a template over what the trigger knows.'),
    dayOfWeek: z.enum(weekdays).describe('Day of the week.'),
  }),
} satisfies ConditionSpec
