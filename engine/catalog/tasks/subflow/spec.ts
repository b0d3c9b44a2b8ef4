import { z } from 'zod'
import { callProperties, calledFlow } from '#engine/catalog/call-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'subflow',
  aliases: [
    'io.kestra.plugin.core.flow.Subflow',
    'io.kestra.core.tasks.flows.Subflow',
    'io.kestra.core.tasks.flows.Flow',
    'io.kestra.plugin.core.flow.Flow',
  ],
  title: 'Subflow',
  description:
    'Starts an execution of another flow and waits for its end. The task comes to what the execution came to, and has its outputs.',
  icon: 'workflow',
  mode: 'control',
  properties: z.object({
    ...callProperties,
    scheduleDate: z
      .string()
      .min(1)
      .describe('When the execution begins instead of at once: an instant, ISO 8601.')
      .optional(),
    outputs: z
      .record(z.string(), z.json())
      .describe(
        'Values that are rendered in the context of the execution when it has ended. Counts only where its flow has no `outputs`.',
      )
      .optional(),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    executionId: z.string().describe('Id of the execution.'),
    state: z.string().describe('State in which it ended; only where the task waits.').optional(),
    outputs: z.record(z.string(), z.json()).describe('Its outputs.').optional(),
  }),
  calls: calledFlow,
} satisfies TaskSpec
