import { z } from 'zod'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'sleep',
  aliases: ['io.kestra.plugin.core.flow.Sleep', 'io.kestra.core.tasks.flows.Sleep'],
  title: 'Sleep',
  description: 'Waits for a time. The wait is a timer: it occupies no worker and outlives every restart.',
  icon: 'alarm-clock',
  mode: 'control',
  properties: z.object({
    duration: dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT30S`')).describe(
      'How long, ISO 8601: `PT30S`, `P2D`.',
    ),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
