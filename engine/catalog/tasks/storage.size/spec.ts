import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.size',
  aliases: ['io.kestra.plugin.core.storage.Size', 'io.kestra.core.tasks.storages.Size'],
  title: 'Size of a file',
  description: 'Tells how many bytes a file has.',
  icon: 'ruler',
  mode: 'activity',
  properties: z.object({ uri: z.string().min(1).describe('Address of the file.') }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ size: z.number().describe('Bytes.') }),
} satisfies TaskSpec
