import { z } from 'zod'
import { itemProperties } from '#engine/catalog/item-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'for-each-item.split',
  internal: true,
  aliases: ['io.kestra.plugin.core.flow.ForEachItem$ForEachItemSplit'],
  title: 'Split into batches',
  description: 'Cuts the file into batches, each a file of its own.',
  icon: 'scissors',
  mode: 'activity',
  properties: z.object(itemProperties),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    splits: z.string().describe('Address of a file with the addresses of the batches, one a line.'),
  }),
} satisfies TaskSpec
