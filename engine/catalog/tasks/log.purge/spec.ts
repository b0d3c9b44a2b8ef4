import { z } from 'zod'
import { purgeProperties, reviewPurge } from '#engine/catalog/purge-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { logLevels } from '#engine/flow/flow.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'log.purge',
  aliases: ['io.kestra.plugin.core.log.PurgeLogs'],
  title: 'Purge logs',
  description: 'Removes lines of the logs of executions for good.',
  icon: 'eraser',
  mode: 'activity',
  properties: z.object({
    ...purgeProperties,
    logLevels: dynamic(z.array(z.enum(logLevels)))
      .optional()
      .describe('Only lines of these levels.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ count: z.number().describe('How many lines were removed.') }),
  review: ({ properties }) => reviewPurge(properties),
} satisfies TaskSpec
