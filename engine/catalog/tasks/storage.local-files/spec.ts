import { z } from 'zod'
import { filesGiven } from '#engine/catalog/files-given.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.local-files',
  aliases: ['io.kestra.plugin.core.storage.LocalFiles', 'io.kestra.core.tasks.storages.LocalFiles'],
  deprecated: ['io.kestra.core.tasks.storages.LocalFiles'],
  title: 'Local files',
  description:
    'Lays files into the work folder, and keeps files of it. Useful among the tasks of a working directory, where the others find them.',
  icon: 'files',
  mode: 'activity',
  properties: z.object({
    inputs: filesGiven
      .optional()
      .describe('Files laid into the folder: a name, and its text or the address of a file.'),
    outputs: dynamic(z.array(z.string()))
      .optional()
      .describe('Names or patterns (`*.csv`, `out/**`) of the files that are kept.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    uris: z.record(z.string(), z.string()).describe('Addresses of the files that were kept, by name.'),
  }),
} satisfies TaskSpec
