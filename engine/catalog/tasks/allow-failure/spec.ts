import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'allow-failure',
  aliases: ['io.kestra.plugin.core.flow.AllowFailure', 'io.kestra.core.tasks.flows.AllowFailure'],
  title: 'Allow failure',
  description:
    'Runs its tasks one after the other. When one of them fails the flow goes on, and ends in WARNING.',
  icon: 'shield-check',
  mode: 'control',
  properties: z.object({
    tasks: z.array(z.json()).min(1).describe('Tasks, in order. After a failed one no further one runs.'),
  }),
  branches: ['tasks'],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
