import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'execution-outputs',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionOutputs',
    'io.kestra.plugin.core.condition.ExecutionOutputsCondition',
    'io.kestra.core.models.conditions.types.ExecutionOutputsCondition',
  ],
  title: 'Outputs of the execution',
  description: 'The execution has outputs of its flow, and an expression over `trigger.outputs` is true.',
  icon: 'package-check',
  asks: 'execution',
  properties: z.object({
    expression: z.string().min(1).describe('A template; `false` and nothing are false.'),
  }),
} satisfies ConditionSpec
