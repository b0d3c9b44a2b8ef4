import { z } from 'zod'
import { isCharset } from '#engine/catalog/charset.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.reverse',
  aliases: ['io.kestra.plugin.core.storage.Reverse', 'io.kestra.core.tasks.storages.Reverse'],
  title: 'Reverse a file',
  description: 'Writes the rows of a file in reverse order, the last one first.',
  icon: 'arrow-down-up',
  mode: 'activity',
  properties: z.object({
    from: z.string().min(1).describe('Address of the file.'),
    separator: z.string().min(1).default('\n').describe('What ends a row.'),
    charset: dynamic(z.string().refine(isCharset, 'must be a character set such as `UTF-8`'))
      .default('UTF-8')
      .describe('Character set of the file.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ uri: z.string().describe('Address of the new file.') }),
} satisfies TaskSpec
