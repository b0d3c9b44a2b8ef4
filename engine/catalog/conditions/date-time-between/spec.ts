import { z } from 'zod'
import { moment } from '#engine/flow/triggers/rendered-date.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'date-time-between',
  aliases: [
    'io.kestra.plugin.core.condition.DateTimeBetween',
    'io.kestra.plugin.core.condition.DateTimeBetweenCondition',
    'io.kestra.core.models.conditions.types.DateTimeBetweenCondition',
  ],
  title: 'Between two moments',
  description: 'The date lies after one moment, before another one, or between both.',
  icon: 'calendar-range',
  asks: 'anything',
  properties: z
    .object({
      date: z
        .string()
        .default('{{ trigger.date }}')
        .describe('The date that is looked at; a template over what the trigger knows.'),
      after: moment.describe('The moment that it must lie after, ISO 8601.').optional(),
      before: moment.describe('The moment that it must lie before, ISO 8601.').optional(),
    })
    .refine(({ after, before }) => after !== undefined || before !== undefined, {
      message: '`after` or `before` must be given',
    }),
} satisfies ConditionSpec
