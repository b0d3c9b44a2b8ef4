import { z } from 'zod'
import { callProperties } from '#engine/catalog/call-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'for-each-item.items',
  internal: true,
  aliases: ['io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable'],
  title: 'Start the executions',
  description: 'Starts an execution for each batch and waits for their ends.',
  icon: 'workflow',
  mode: 'control',
  properties: z.object({
    ...callProperties,
    from: z.string().describe('Id of the task that made the batches.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    numberOfBatches: z.int().describe('Number of batches.'),
    iterations: z.record(z.string(), z.int()).describe('How many executions are in each state.'),
  }),
} satisfies TaskSpec
