import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { states } from '#engine/flow/flow.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const flow = z.strictObject({
  namespace: z.string().min(1).describe('Namespace of the flow.'),
  flowId: z.string().min(1).describe('Id of the flow.'),
})

export default {
  type: 'execution.count',
  aliases: [
    'io.kestra.plugin.core.execution.Count',
    'io.kestra.plugin.core.execution.Counts',
    'io.kestra.core.tasks.executions.Counts',
  ],
  title: 'Count executions',
  description:
    'Counts executions by flow, and keeps the flows for whose count an expression is true: to tell of flows that did not run, or ran too often.',
  icon: 'tally-5',
  mode: 'activity',
  properties: z.object({
    flows: z.array(flow).optional().describe('Flows to count, also those without any execution.'),
    namespaces: dynamic(z.array(z.string().min(1)))
      .optional()
      .describe('Namespaces whose flows are counted, of those that had any execution.'),
    states: dynamic(z.array(z.enum(states)))
      .optional()
      .describe('Only executions in these states.'),
    startDate: z
      .string()
      .min(1)
      .describe("Only those that began since: `{{ now() | dateAdd(-1, 'DAYS') }}`."),
    endDate: z.string().min(1).optional().describe('Only those that began until.'),
    expression: z.string().min(1).describe('Which flows are kept, by their `count`: `{{ count == 0 }}`.'),
  }),
  perItem: ['expression'],
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    results: z
      .array(
        z.object({
          namespace: z.string().describe('Namespace of the flow.'),
          flowId: z.string().describe('Id of the flow.'),
          count: z.number().describe('How many executions it had.'),
        }),
      )
      .describe('The flows that were kept.'),
    total: z.number().describe('Executions of all of these.'),
  }),
  review: ({ properties: { flows, namespaces } }) =>
    flows === undefined && namespaces === undefined
      ? [{ kind: 'problem', message: 'Say what is counted: `flows` or `namespaces`', path: [] }]
      : [],
} satisfies TaskSpec
