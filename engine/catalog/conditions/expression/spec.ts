import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'expression',
  aliases: [
    'io.kestra.plugin.core.condition.Expression',
    'io.kestra.plugin.core.condition.ExpressionCondition',
    'io.kestra.core.models.conditions.types.ExpressionCondition',
    'io.kestra.core.models.conditions.types.VariableCondition',
    'io.kestra.plugin.core.condition.VariableCondition',
  ],
  title: 'Expression',
  description: 'An expression over what the trigger knows is true.',
  icon: 'braces',
  asks: 'anything',
  properties: z.object({
    expression: z.string().min(1).describe('A template; `false` and nothing are false.'),
  }),
} satisfies ConditionSpec
