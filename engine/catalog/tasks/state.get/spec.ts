import { z } from 'zod'
import { statePlace } from '#engine/catalog/state-place.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'state.get',
  aliases: ['io.kestra.plugin.core.state.Get', 'io.kestra.core.tasks.states.Get'],
  title: 'Get state',
  description: 'Reads the values that earlier runs left in a state.',
  icon: 'bookmark',
  mode: 'activity',
  properties: z.object({
    ...statePlace,
    errorOnMissing: dynamic(z.boolean())
      .default(false)
      .describe('Whether the task fails where there is none.'),
  }),
  branches: [],
  propertyAliases: {},
  reads: ['taskrun.value'],
  outputs: z.object({
    count: z.number().describe('How many values there are.'),
    data: z.record(z.string(), z.json()).describe('The values.'),
  }),
} satisfies TaskSpec
