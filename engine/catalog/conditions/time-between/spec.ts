import { z } from 'zod'
import { offsetTime } from '#engine/flow/triggers/rendered-date.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'time-between',
  aliases: [
    'io.kestra.plugin.core.condition.TimeBetween',
    'io.kestra.plugin.core.condition.TimeBetweenCondition',
    'io.kestra.core.models.conditions.types.TimeBetweenCondition',
  ],
  title: 'Time of the day',
  description:
    'The time of the day lies after one, before another one, or between both; each has its distance from UTC.',
  icon: 'clock',
  asks: 'anything',
  properties: z
    .object({
      date: z
        .string()
        .default('{{ trigger.date }}')
        .describe('The date that is looked at; a template over what the trigger knows.'),
      after: offsetTime.describe('Time that it must be after, such as `09:00:00+02:00`.').optional(),
      before: offsetTime.describe('Time that it must be before, such as `17:00:00+02:00`.').optional(),
    })
    .refine(({ after, before }) => after !== undefined || before !== undefined, {
      message: '`after` or `before` must be given',
    }),
} satisfies ConditionSpec
