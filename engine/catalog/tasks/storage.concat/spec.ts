import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.concat',
  aliases: ['io.kestra.plugin.core.storage.Concat', 'io.kestra.core.tasks.storages.Concat'],
  title: 'Concatenate files',
  description: 'Makes one file of several, in the order of the list.',
  icon: 'combine',
  mode: 'activity',
  properties: z.object({
    files: dynamic(z.array(z.string().min(1))).describe(
      'Addresses of the files: a list, or an expression that gives one as JSON.',
    ),
    separator: z.string().optional().describe('Text that follows each file.'),
    extension: z.string().max(20).default('.tmp').describe('Ending of the new file.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ uri: z.string().describe('Address of the new file.') }),
} satisfies TaskSpec
