import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'trigger-toggle',
  aliases: ['io.kestra.plugin.core.trigger.Toggle', 'io.kestra.core.tasks.trigger.Toggle'],
  title: 'Toggle a trigger',
  description: 'Switches a trigger on or off, of this flow or of another one in its namespace or below it.',
  icon: 'toggle-left',
  mode: 'activity',
  properties: z.object({
    trigger: z.string().min(1).describe('Id of the trigger.'),
    enabled: dynamic(z.boolean()).default(false).describe('Whether it is switched on.'),
    flowId: z.string().min(1).describe('Flow of the trigger; without it this flow.').optional(),
    namespace: z.string().min(1).describe('Namespace of that flow; without it this one.').optional(),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
