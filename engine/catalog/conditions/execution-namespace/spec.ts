import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'execution-namespace',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionNamespace',
    'io.kestra.plugin.core.condition.ExecutionNamespaceCondition',
    'io.kestra.core.models.conditions.types.ExecutionNamespaceCondition',
  ],
  title: 'Namespace of the execution',
  description: 'The execution is one of a flow in this namespace, or in one that begins or ends like it.',
  icon: 'folder',
  asks: 'execution',
  properties: z.object({
    namespace: z.string().describe('The namespace, or how it begins or ends.'),
    comparison: z
      .enum(['EQUALS', 'PREFIX', 'SUFFIX'])
      .describe('How the two are compared; EQUALS where nothing is said.')
      .optional(),
    prefix: z.boolean().default(false).describe('The same as `comparison: PREFIX`.'),
  }),
} satisfies ConditionSpec
