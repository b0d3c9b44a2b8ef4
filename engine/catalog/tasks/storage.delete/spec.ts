import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.delete',
  aliases: ['io.kestra.plugin.core.storage.Delete', 'io.kestra.core.tasks.storages.Delete'],
  title: 'Delete a file',
  description: 'Removes a file that this run may read, for good.',
  icon: 'file-x',
  mode: 'activity',
  properties: z.object({
    uri: z.string().min(1).describe('Address of the file.'),
    errorOnMissing: dynamic(z.boolean())
      .default(false)
      .describe('Whether the task fails where there is no such file.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    uri: z.string().describe('Address of the file.'),
    deleted: z.boolean().describe('Whether there was one.'),
  }),
} satisfies TaskSpec
