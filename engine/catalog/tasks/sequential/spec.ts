import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'sequential',
  aliases: ['io.kestra.plugin.core.flow.Sequential', 'io.kestra.core.tasks.flows.Sequential'],
  title: 'Sequential',
  description:
    'Runs its tasks one after the other. Groups tasks, so that `errors`, `finally`, `runIf` or `allowFailure` hold for all of them.',
  icon: 'list-ordered',
  mode: 'control',
  properties: z.object({
    tasks: z.array(z.json()).min(1).describe('Tasks, in order. After a failed one no further one runs.'),
  }),
  branches: ['tasks'],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
