import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'loop',
  aliases: ['io.kestra.plugin.core.flow.Loop'],
  title: 'Loop',
  description:
    'Runs its tasks, one after the other, for each item of a list or map. They see it as `item.value`, `item.index` and `item.key`. Each iteration has outputs of its own; what the flow needs after the loop is named in `outputs`.',
  icon: 'iteration-cw',
  mode: 'control',
  properties: z.object({
    values: z
      .union([z.string(), z.array(z.json()), z.record(z.string(), z.json())])
      .describe('A list or a map, or JSON text of one. What is no text becomes JSON text.'),
    concurrencyLimit: dynamic(z.int().min(0))
      .describe('Most iterations at a time; 0: as many as can be open.')
      .default(0),
    breakWhen: z
      .union([z.string(), z.boolean(), z.number()])
      .describe(
        'Asked after each iteration: when it is true no further one begins. Sees `item`, `iteration.state` and `iteration.outputs`.',
      )
      .optional(),
    transmitFailed: z
      .boolean()
      .describe('Whether an iteration that failed fails the loop; else all iterations run.')
      .default(true),
    outputs: z
      .array(
        z.object({
          id: z.string().min(1).describe('Name of the output.'),
          type: z.string().describe('Type of the value, as of the outputs of a flow.'),
          value: z.json().describe('Expression over what the iteration did.'),
        }),
      )
      .describe('What each iteration gives: `outputs.<id>.outputs` is the list of them.')
      .optional(),
    tasks: z.array(z.json()).min(1).describe('Tasks for each item, one after the other.'),
  }),
  branches: ['tasks'],
  layout: ({ concurrencyLimit }) => (concurrencyLimit === 1 ? 'loop' : 'parallel-loop'),
  propertyAliases: {},
  outputs: z.object({
    iterationCount: z.int().describe('How many items there are.'),
    terminatedIterations: z.record(z.string(), z.int()).describe('How many iterations ended in each state.'),
    outputs: z
      .array(
        z.object({
          item: z
            .object({
              value: z.string().describe('The item.'),
              iteration: z.int().describe('Its index, from 0.'),
              key: z.string().optional().describe('Its key, where the loop goes over a map.'),
            })
            .describe('What the iteration was for.'),
          outputs: z.record(z.string(), z.json()).describe('What it gave, by id.'),
        }),
      )
      .optional()
      .describe('What the iterations gave, in order.'),
  }),
} satisfies TaskSpec
