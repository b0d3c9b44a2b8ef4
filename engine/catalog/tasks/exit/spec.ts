import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'exit',
  aliases: ['io.kestra.plugin.core.execution.Exit'],
  title: 'Exit',
  description:
    'Ends the whole execution in a state. What runs beside it goes on to its end, unless the state is KILLED; nothing new begins but `finally`.',
  icon: 'log-out',
  mode: 'control',
  properties: z.object({
    state: dynamic(z.enum(['SUCCESS', 'WARNING', 'KILLED', 'FAILED', 'CANCELED', 'CANCELLED']))
      .describe('State that the execution ends in.')
      .default('SUCCESS'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
