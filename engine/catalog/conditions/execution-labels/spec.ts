import { z } from 'zod'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'execution-labels',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionLabels',
    'io.kestra.plugin.core.condition.ExecutionLabelsCondition',
    'io.kestra.core.models.conditions.types.ExecutionLabelsCondition',
  ],
  title: 'Labels of the execution',
  description: 'The execution has all of these labels.',
  icon: 'tags',
  asks: 'execution',
  properties: z.object({
    labels: z
      .union([
        z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        z.array(
          z.object({
            key: z.string().describe('Name of the label.'),
            value: z.union([z.string(), z.number(), z.boolean()]).describe('Its value.'),
          }),
        ),
      ])
      .describe('A map, or a list of `key` and `value`.'),
  }),
} satisfies ConditionSpec
