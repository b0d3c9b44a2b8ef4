import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'for-each',
  aliases: ['io.kestra.plugin.core.flow.ForEach', 'io.kestra.core.tasks.flows.ForEach'],
  title: 'For each',
  description:
    'Runs its tasks, one after the other, for each value of a list. They see the value as `taskrun.value`; their outputs are named by it: `outputs.task[value]`.',
  icon: 'repeat',
  mode: 'control',
  properties: z.object({
    values: z
      .union([z.string(), z.array(z.json())])
      .describe(
        'A list, or JSON text of one. What is no text becomes JSON text; what comes twice counts once.',
      ),
    concurrencyLimit: dynamic(z.int().min(0))
      .describe('Most values at a time; 0: as many as can be open.')
      .default(1),
    tasks: z.array(z.json()).min(1).describe('Tasks for each value, one after the other.'),
  }),
  branches: ['tasks'],
  layout: ({ concurrencyLimit }) => (concurrencyLimit === 1 ? 'loop' : 'parallel-loop'),
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
