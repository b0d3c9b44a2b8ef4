import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.purge',
  aliases: [
    'io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles',
    'io.kestra.plugin.core.storage.PurgeExecution',
    'io.kestra.core.tasks.storages.PurgeExecution',
  ],
  title: 'Purge the files of this run',
  description: 'Removes all files of this run for good: those it was given and those its tasks have made.',
  icon: 'eraser',
  mode: 'activity',
  properties: z.object({}),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ uris: z.array(z.string()).describe('Addresses of the files that were removed.') }),
} satisfies TaskSpec
