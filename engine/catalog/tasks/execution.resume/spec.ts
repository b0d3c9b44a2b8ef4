import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark, TaskSpec } from '#engine/flow/spec.ts'

/** A flow is named whole, and beside its execution. */
function review({ executionId, namespace, flowId }: JsonObject): Remark[] {
  const [named] = ['namespace', 'flowId'].filter((name) => ({ namespace, flowId })[name] !== undefined)
  if (named === undefined) return []
  const problem = (message: string): Remark[] => [{ kind: 'problem', message, path: [named] }]
  if (executionId === undefined)
    return problem('`namespace` and `flowId` say more about an `executionId`, which is not there')
  if (namespace === undefined || flowId === undefined)
    return problem('`namespace` and `flowId` name a flow together: one of them is not there')
  return []
}

export default {
  type: 'execution.resume',
  aliases: ['io.kestra.plugin.core.execution.Resume'],
  title: 'Resume an execution',
  description: 'Ends the pause of an execution, and answers what it asks for.',
  icon: 'circle-play',
  mode: 'activity',
  properties: z.object({
    executionId: z.string().min(1).optional().describe('The execution; without it the one of this task.'),
    namespace: z.string().min(1).optional().describe('Namespace of its flow, which is checked.'),
    flowId: z.string().min(1).optional().describe('Id of its flow, which is checked.'),
    inputs: dynamic(z.record(z.string(), z.json()))
      .optional()
      .describe('Values for what the pause asks, by the id of the input.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
  review: ({ properties }) => review(properties),
} satisfies TaskSpec
