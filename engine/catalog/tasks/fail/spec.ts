import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'fail',
  aliases: ['io.kestra.plugin.core.execution.Fail', 'io.kestra.core.tasks.executions.Fail'],
  title: 'Fail',
  description: 'Fails, always or when its condition is true.',
  icon: 'circle-x',
  mode: 'control',
  properties: z.object({
    condition: z
      .union([z.string(), z.boolean(), z.number()])
      .describe('Fails only when this renders to something true.')
      .optional(),
    errorMessage: z.string().describe('What the engineer is told.').default('Task failure'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
