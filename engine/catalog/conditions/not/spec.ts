import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'not',
  aliases: [
    'io.kestra.plugin.core.condition.Not',
    'io.kestra.plugin.core.condition.NotCondition',
    'io.kestra.core.models.conditions.types.NotCondition',
  ],
  title: 'None of',
  description: 'None of these conditions holds.',
  icon: 'ban',
  asks: 'anything',
  holds: 'list',
  properties: z.object({}),
} satisfies ConditionSpec
