import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'execution-flow',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionFlow',
    'io.kestra.plugin.core.condition.ExecutionFlowCondition',
    'io.kestra.core.models.conditions.types.ExecutionFlowCondition',
  ],
  title: 'Flow of the execution',
  description: 'The execution is one of this flow.',
  icon: 'workflow',
  asks: 'execution',
  properties: z.object({
    namespace: z.string().describe('Namespace of the flow.'),
    flowId: z.string().describe('Id of the flow.'),
  }),
} satisfies ConditionSpec
