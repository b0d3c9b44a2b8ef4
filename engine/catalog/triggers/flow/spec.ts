import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import type { TriggerSpec } from '#engine/flow/spec.ts'
import { rememberedKeys } from '#engine/flow/triggers/remembered.ts'

const filter = z
  .object({
    field: z.enum(['FLOW_ID', 'NAMESPACE', 'STATE', 'EXPRESSION']).describe('What is looked at.'),
    type: z
      .enum([
        'EQUAL_TO',
        'NOT_EQUAL_TO',
        'IN',
        'NOT_IN',
        'IS_TRUE',
        'IS_FALSE',
        'IS_NULL',
        'IS_NOT_NULL',
        'STARTS_WITH',
        'ENDS_WITH',
        'REGEX',
        'CONTAINS',
      ])
      .describe('How it is compared.'),
    value: z
      .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
      .describe('What it is compared with; of EXPRESSION the template itself.')
      .optional(),
    values: z.array(z.string()).describe('What it is compared with by IN and NOT_IN.').optional(),
  })
  .check(({ value: filtered, issues }) => {
    const { type, value, values } = filtered
    const many = type === 'IN' || type === 'NOT_IN'
    const say = (path: string, message: string) =>
      issues.push({
        code: 'custom',
        message: `\`${path}\` ${message} for type ${type}`,
        input: filtered,
        path: [path],
      })
    if (many && value !== undefined) say('value', 'must be null')
    else if (!many && value === undefined) say('value', 'cannot be null')
    else if (many && values === undefined) say('values', 'cannot be null')
    else if (!many && values !== undefined) say('values', 'must be null')
  })

const upstream = z.object({
  namespace: z.string().describe('Namespace of the flow.'),
  flowId: z.string().describe('Id of the flow; without it any flow of the namespace.').optional(),
  states: z.array(z.enum(states)).describe('States that count; without them all that are heard.').optional(),
  labels: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('Labels that the execution must have.')
    .optional(),
})

const executionFilter = z.object({
  id: z.string().min(1).describe('Name of the filter.'),
  operand: z.enum(['AND', 'OR']).default('AND').describe('Whether all of its filters must hold, or one.'),
  filters: z.array(filter).min(1).describe('What must hold of an execution.'),
})

/** Flows that are named: those of filters are not known before an execution comes. */
const upstreams = z.object({
  flows: z.array(z.object({ namespace: z.string(), flowId: z.string().optional() })).default([]),
})

export default {
  type: 'flow',
  aliases: ['io.kestra.plugin.core.trigger.Flow', 'io.kestra.core.models.triggers.types.Flow'],
  title: 'Flow',
  description:
    'Starts the flow when executions of other flows have come to a state. Inputs may read `trigger` and all that a template of that execution sees.',
  icon: 'git-branch',
  source: 'execution',
  properties: z.object({
    states: z
      .array(z.enum(states))
      .min(1)
      .default(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'RETRIED', 'SKIPPED'])
      .describe('States that are heard of; CREATED is none, for it is no change.'),
    preconditions: rememberedKeys
      .omit({ window: true, windowAdvance: true })
      .extend({
        flows: z.array(upstream).describe('Flows that must all have run.').optional(),
        where: z.array(executionFilter).describe('Filters that executions must all have met.').optional(),
      })
      .describe('What executions must make true, one after the other, within a window of time.')
      .optional(),
  }),
  propertyAliases: {},
  outputs: z.object({
    executionId: z.string().describe('The execution that was heard of.'),
    namespace: z.string().describe('Namespace of its flow.'),
    flowId: z.string().describe('Id of its flow.'),
    flowRevision: z.number().describe('Revision of its flow.'),
    state: z.string().describe('State that it came to.'),
    outputs: z.record(z.string(), z.json()).optional().describe('Outputs of its flow.'),
  }),
  review: ({ id, properties, conditions = [] }) =>
    properties.preconditions === undefined && conditions.length === 0
      ? [
          {
            kind: 'warning',
            message: `This flow will be triggered for EVERY execution of EVERY flow on your instance. We recommend adding the preconditions property to the Flow trigger '${id}'.`,
            path: [],
          },
        ]
      : [],
  listensTo: ({ preconditions }) => upstreams.parse(preconditions ?? {}).flows,
} satisfies TriggerSpec
