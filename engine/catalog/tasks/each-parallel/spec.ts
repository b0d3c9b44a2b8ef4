import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'each-parallel',
  aliases: ['io.kestra.plugin.core.flow.EachParallel', 'io.kestra.core.tasks.flows.EachParallel'],
  title: 'Each, parallel',
  description:
    'Runs all its tasks for all values of a list side by side. Tasks that have to follow each other stand in a Sequential.',
  icon: 'rows-3',
  mode: 'control',
  properties: z.object({
    value: z
      .union([z.string(), z.array(z.json())])
      .describe(
        'A list, or JSON text of one. What is no text becomes JSON text; what comes twice counts once.',
      ),
    concurrent: dynamic(z.int().min(0))
      .describe('Most tasks at a time; 0: as many as can be open.')
      .default(0),
    tasks: z.array(z.json()).min(1).describe('Tasks for each value.'),
  }),
  branches: ['tasks'],
  layout: 'parallel-loop',
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
