import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'for-each-item.merge',
  internal: true,
  aliases: ['io.kestra.plugin.core.flow.ForEachItem$ForEachItemMergeOutputs'],
  title: 'Merge the outputs',
  description: 'Writes the outputs of all executions into one file.',
  icon: 'merge',
  mode: 'activity',
  properties: z.object({ from: z.string().describe('Id of the task that started the executions.') }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    subflowOutputs: z
      .string()
      .describe('Address of a file with the outputs of each execution as JSON, one a line.'),
  }),
} satisfies TaskSpec
