import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { logLevels } from '#engine/flow/flow.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'log.fetch',
  aliases: ['io.kestra.plugin.core.log.Fetch', 'io.kestra.core.tasks.log.Fetch'],
  title: 'Fetch logs',
  description: 'Puts the log of this run, or of another one, into a file: a line of JSON for each line.',
  icon: 'file-text',
  mode: 'activity',
  properties: z.object({
    executionId: z.string().optional().describe('Another run; without it: this one.'),
    level: dynamic(z.enum(logLevels)).default('INFO').describe('This level and the graver ones.'),
    tasksId: dynamic(z.array(z.string())).optional().describe('Only lines of these tasks.'),
  }),
  branches: [],
  propertyAliases: { taskIds: 'tasksId' },
  outputs: z.object({
    size: z.number().describe('How many lines there are.'),
    uri: z.string().describe('Address of the file.'),
  }),
} satisfies TaskSpec
