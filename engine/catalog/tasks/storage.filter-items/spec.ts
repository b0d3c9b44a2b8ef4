import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'storage.filter-items',
  aliases: ['io.kestra.plugin.core.storage.FilterItems', 'io.kestra.core.tasks.storages.FilterItems'],
  title: 'Filter items',
  description: 'Keeps the rows of a file for which an expression holds, or drops them.',
  icon: 'list-filter',
  mode: 'activity',
  properties: z.object({
    from: z.string().min(1).describe('Address of the file: a row of JSON or Ion on each line.'),
    filterCondition: z.string().min(1).describe('Expression over the fields of a row: `{{ amount > 100 }}`.'),
    filterType: z
      .enum(['INCLUDE', 'EXCLUDE'])
      .default('INCLUDE')
      .describe('What becomes of the rows for which it holds.'),
    errorOrNullBehavior: z
      .enum(['FAIL', 'INCLUDE', 'EXCLUDE'])
      .default('FAIL')
      .describe('What becomes of a row for which it cannot be evaluated.'),
  }),
  perItem: ['filterCondition'],
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    uri: z.string().describe('Address of the new file.'),
    processedItemsTotal: z.number().describe('How many rows there were.'),
    droppedItemsTotal: z.number().describe('How many of them were left out.'),
  }),
} satisfies TaskSpec
