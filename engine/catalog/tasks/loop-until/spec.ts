import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { isDuration } from '#engine/flow/duration.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const duration = z
  .string()
  .refine(isDuration, { error: 'must be an ISO 8601 duration such as `PT30S` or `P2D`' })

export default {
  type: 'loop-until',
  aliases: [
    'io.kestra.plugin.core.flow.LoopUntil',
    'io.kestra.plugin.core.flow.WaitFor',
    'io.kestra.core.tasks.flows.WaitFor',
  ],
  title: 'Loop until',
  description:
    'Runs its tasks, one after the other, again and again until a condition over their outputs is true. A failed task ends it.',
  icon: 'refresh-cw',
  mode: 'control',
  properties: z.object({
    condition: z
      .union([z.string(), z.boolean(), z.number()])
      .describe('Asked after each iteration; the loop ends when it is true.'),
    failOnMaxReached: dynamic(z.boolean())
      .describe('Whether the task fails when it gives up; else it ends as its tasks did.')
      .default(false),
    checkFrequency: z
      .object({
        maxIterations: dynamic(z.int().min(1)).describe('Gives up after so many iterations.').optional(),
        maxDuration: dynamic(duration).describe('Gives up when it has lasted so long, ISO 8601.').optional(),
        interval: dynamic(duration)
          .describe('Time between two iterations, ISO 8601; a minute where none is given.')
          .optional(),
      })
      .describe('How often and how long it is tried.')
      .optional(),
    tasks: z.array(z.json()).min(1).describe('Tasks of each iteration, one after the other.'),
  }),
  branches: ['tasks'],
  propertyAliases: {},
  outputs: z.object({ iterationCount: z.int().describe('Number of the iteration, from 1.') }),
} satisfies TaskSpec
