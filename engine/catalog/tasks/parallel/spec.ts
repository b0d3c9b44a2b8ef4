import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'parallel',
  aliases: ['io.kestra.plugin.core.flow.Parallel', 'io.kestra.core.tasks.flows.Parallel'],
  title: 'Parallel',
  description:
    'Runs its tasks side by side. After a failed one nothing new starts; what runs goes on to its end.',
  icon: 'columns-3',
  mode: 'control',
  properties: z.object({
    concurrent: dynamic(z.int().min(0)).describe('Most tasks at a time; 0: as many as there are.').default(0),
    tasks: z.array(z.json()).min(1).describe('Tasks, started in order.'),
  }),
  branches: ['tasks'],
  layout: 'parallel',
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
