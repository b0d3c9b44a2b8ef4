import { z } from 'zod'
import { statePlace } from '#engine/catalog/state-place.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'state.set',
  aliases: ['io.kestra.plugin.core.state.Set', 'io.kestra.core.tasks.states.Set'],
  title: 'Set state',
  description: 'Leaves values in a state for later runs; what is there already stays where it is not named.',
  icon: 'bookmark-plus',
  mode: 'activity',
  properties: z.object({
    ...statePlace,
    data: z.record(z.string(), z.json()).optional().describe('The values; each text may hold expressions.'),
  }),
  branches: [],
  propertyAliases: {},
  reads: ['taskrun.value'],
  outputs: z.object({
    count: z.number().describe('How many values there are now.'),
    key: z.string().describe('Key of the state in the key-value store.'),
  }),
} satisfies TaskSpec
