import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'or',
  aliases: [
    'io.kestra.plugin.core.condition.Or',
    'io.kestra.plugin.core.condition.OrCondition',
    'io.kestra.core.models.conditions.types.OrCondition',
  ],
  title: 'One of',
  description: 'At least one of these conditions holds.',
  icon: 'split',
  asks: 'anything',
  holds: 'list',
  properties: z.object({}),
} satisfies ConditionSpec
