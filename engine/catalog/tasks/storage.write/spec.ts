import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.write',
  aliases: ['io.kestra.plugin.core.storage.Write'],
  title: 'Write a file',
  description: 'Puts a text into a file, for tasks that read files and for the requester to download.',
  icon: 'file-pen',
  mode: 'activity',
  properties: z.object({
    content: z.string().describe('Text of the file.'),
    extension: z.string().max(20).default('').describe('Ending of the file: `.txt`.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ uri: z.string().describe('Address of the file.') }),
} satisfies TaskSpec
