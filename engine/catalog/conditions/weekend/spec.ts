import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'weekend',
  aliases: [
    'io.kestra.plugin.core.condition.Weekend',
    'io.kestra.plugin.core.condition.WeekendCondition',
    'io.kestra.core.models.conditions.types.WeekendCondition',
  ],
  title: 'Weekend',
  description: 'The date is a Saturday or a Sunday.',
  icon: 'sun',
  asks: 'anything',
  properties: z.object({
    date: z
      .string()
      .default('{{ trigger.date }}')
      .describe('The date that is looked at; a template over what the trigger knows.'),
  }),
} satisfies ConditionSpec
