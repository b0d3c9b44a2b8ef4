import { z } from 'zod'
import { statePlace } from '#engine/catalog/state-place.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'state.delete',
  aliases: ['io.kestra.plugin.core.state.Delete', 'io.kestra.core.tasks.states.Delete'],
  title: 'Delete state',
  description: 'Removes a state and all its values.',
  icon: 'bookmark-x',
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
  outputs: z.object({ deleted: z.boolean().describe('Whether there was one.') }),
} satisfies TaskSpec
