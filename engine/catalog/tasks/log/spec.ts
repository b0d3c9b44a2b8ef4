import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { logLevels } from '#engine/flow/flow.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'log',
  aliases: [
    'io.kestra.plugin.core.log.Log',
    'io.kestra.core.tasks.log.Log',
    'io.kestra.plugin.core.debug.Echo',
    'io.kestra.core.tasks.debugs.Echo',
  ],
  deprecated: ['io.kestra.plugin.core.debug.Echo', 'io.kestra.core.tasks.debugs.Echo'],
  title: 'Log',
  description: 'Writes one or more lines into the log of the run.',
  icon: 'scroll-text',
  mode: 'inline',
  properties: z.object({
    message: z.union([z.string(), z.array(z.string())]).describe('A line, or a list of lines.'),
    level: dynamic(z.enum(logLevels)).default('INFO').describe('Severity of the lines.'),
  }),
  branches: [],
  propertyAliases: { format: 'message' },
  outputs: z.object({}),
} satisfies TaskSpec
