import { z } from 'zod'
import { weekdays } from '#engine/flow/triggers/rendered-date.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'day-week-in-month',
  aliases: [
    'io.kestra.plugin.core.condition.DayWeekInMonth',
    'io.kestra.plugin.core.condition.DayWeekInMonthCondition',
    'io.kestra.core.models.conditions.types.DayWeekInMonthCondition',
  ],
  title: 'Day of the week in the month',
  description: 'The date is the first, second, third, fourth or last such day of its month.',
  icon: 'calendar-check',
  asks: 'anything',
  properties: z.object({
    date: z
      .string()
      .default('{{ trigger.date }}')
      .describe('The date that is looked at; a template over what the trigger knows.'),
    dayOfWeek: z.enum(weekdays).describe('Day of the week.'),
    dayInMonth: z.enum(['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST']).describe('Which one in the month.'),
  }),
} satisfies ConditionSpec
