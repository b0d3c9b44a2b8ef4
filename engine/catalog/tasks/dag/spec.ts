import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'dag',
  aliases: ['io.kestra.plugin.core.flow.Dag', 'io.kestra.core.tasks.flows.Dag'],
  title: 'Dag',
  description:
    'Runs each task as soon as those that it depends on have ended. After a failed one nothing new starts; what runs goes on to its end.',
  icon: 'network',
  mode: 'control',
  properties: z.object({
    concurrent: dynamic(z.int().min(0)).describe('Most tasks at a time; 0: as many as can run.').default(0),
    tasks: z
      .array(
        z.object({
          task: z.json().describe('The task.'),
          dependsOn: z
            .array(z.string())
            .describe('Ids of tasks of this list that have to end first.')
            .optional(),
        }),
      )
      .min(1)
      .describe('Tasks with what they depend on.'),
  }),
  branches: ['tasks'],
  layout: 'parallel-loop',
  branchShapes: { tasks: 'ordered' },
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
