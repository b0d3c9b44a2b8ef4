import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.deduplicate-items',
  aliases: [
    'io.kestra.plugin.core.storage.DeduplicateItems',
    'io.kestra.core.tasks.storages.DeduplicateItems',
  ],
  title: 'Deduplicate items',
  description:
    'Keeps of the rows of a file that have the same key only the last one. The file is read twice; the keys are held in memory.',
  icon: 'copy-minus',
  mode: 'activity',
  properties: z.object({
    from: z.string().min(1).describe('Address of the file: a row of JSON or Ion on each line.'),
    expr: z.string().min(1).describe('Expression over the fields of a row that gives its key: `{{ id }}`.'),
  }),
  perItem: ['expr'],
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    uri: z.string().describe('Address of the new file.'),
    numKeys: z.number().describe('How many different keys there are.'),
    processedItemsTotal: z.number().describe('How many rows there were.'),
    droppedItemsTotal: z.number().describe('How many of them were left out.'),
  }),
} satisfies TaskSpec
