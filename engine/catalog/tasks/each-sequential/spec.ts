import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'each-sequential',
  aliases: ['io.kestra.plugin.core.flow.EachSequential', 'io.kestra.core.tasks.flows.EachSequential'],
  title: 'Each, sequential',
  description:
    'Runs its tasks for each value of a list, everything one after the other. The older spelling of a For each.',
  icon: 'list-restart',
  mode: 'control',
  properties: z.object({
    value: z
      .union([z.string(), z.array(z.json())])
      .describe(
        'A list, or JSON text of one. What is no text becomes JSON text; what comes twice counts once.',
      ),
    tasks: z.array(z.json()).min(1).describe('Tasks for each value, one after the other.'),
  }),
  branches: ['tasks'],
  layout: 'loop',
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
