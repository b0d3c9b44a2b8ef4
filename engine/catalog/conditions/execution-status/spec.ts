import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'execution-status',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionStatus',
    'io.kestra.plugin.core.condition.ExecutionStatusCondition',
    'io.kestra.core.models.conditions.types.ExecutionStatusCondition',
  ],
  title: 'State of the execution',
  description: 'The execution is, or is not, in one of these states.',
  icon: 'circle-check',
  asks: 'execution',
  properties: z.object({
    in: z.array(z.enum(states)).describe('States that it may be in.').optional(),
    notIn: z.array(z.enum(states)).describe('States that it must not be in.').optional(),
  }),
} satisfies ConditionSpec
