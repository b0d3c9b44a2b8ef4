import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'templated',
  aliases: [
    'io.kestra.plugin.core.templating.TemplatedTask',
    'io.kestra.core.tasks.templating.TemplatedTask',
  ],
  title: 'Templated task',
  description:
    'Makes a task from a text whose type and properties may come from expressions, and runs it. What the text renders to is judged like a task at save; expressions in what was rendered stay text.',
  icon: 'braces',
  mode: 'activity',
  properties: z.object({
    spec: z
      .string()
      .min(1)
      .describe('The task as YAML: its `type` and properties, usually with expressions.'),
  }),
  branches: [],
  propertyAliases: {},
  reads: ['taskrun.value'],
  outputs: z.looseObject({}),
} satisfies TaskSpec
