import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'has-retry-attempt',
  aliases: [
    'io.kestra.plugin.core.condition.HasRetryAttempt',
    'io.kestra.plugin.core.condition.HasRetryAttemptCondition',
    'io.kestra.core.models.conditions.types.HasRetryAttemptCondition',
  ],
  title: 'Tried again',
  description:
    'A task of the execution was tried more than once, and one of its attempts was in one of these states.',
  icon: 'rotate-ccw',
  asks: 'execution',
  properties: z.object({
    in: z.array(z.enum(states)).describe('States of the attempt.').optional(),
    notIn: z.array(z.enum(states)).describe('States that the attempt was not in.').optional(),
  }),
} satisfies ConditionSpec
