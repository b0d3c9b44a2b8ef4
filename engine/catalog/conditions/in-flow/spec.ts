import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'in-flow',
  aliases: [
    'io.kestra.plugin.core.condition.FlowCondition',
    'io.kestra.core.models.conditions.types.FlowCondition',
  ],
  title: 'Flow of the trigger',
  description: 'The trigger belongs to this flow.',
  icon: 'workflow',
  asks: 'anything',
  properties: z.object({
    namespace: z.string().describe('Namespace of the flow.'),
    flowId: z.string().describe('Id of the flow.'),
  }),
} satisfies ConditionSpec
