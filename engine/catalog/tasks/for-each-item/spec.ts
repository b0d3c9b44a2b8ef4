import { z } from 'zod'
import { callProperties, calledFlow } from '#engine/catalog/call-properties.ts'
import { itemProperties } from '#engine/catalog/item-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'for-each-item',
  aliases: ['io.kestra.plugin.core.flow.ForEachItem', 'io.kestra.core.tasks.flows.ForEachItem'],
  title: 'For each item',
  description:
    'Splits a file into batches and starts an execution of another flow for each; their inputs see the batch as `{{ taskrun.items }}`. Plays the tasks `<id>_split`, `<id>_items` and `<id>_merge`.',
  icon: 'split',
  mode: 'control',
  properties: z.object({ ...itemProperties, ...callProperties }),
  branches: [],
  parts: ['split', 'items', 'merge'],
  propertyAliases: {},
  outputs: z.object({}),
  calls: calledFlow,
} satisfies TaskSpec
