import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'in-namespace',
  aliases: [
    'io.kestra.plugin.core.condition.FlowNamespaceCondition',
    'io.kestra.core.models.conditions.types.FlowNamespaceCondition',
  ],
  title: 'Namespace of the trigger',
  description: 'The trigger belongs to a flow in this namespace, or in one that begins like it.',
  icon: 'folder',
  asks: 'anything',
  properties: z.object({
    namespace: z.string().describe('The namespace, or how it begins.'),
    prefix: z.boolean().default(false).describe('Whether a beginning is enough.'),
  }),
} satisfies ConditionSpec
