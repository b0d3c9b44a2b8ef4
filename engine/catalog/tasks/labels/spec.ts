import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

const value = z.union([z.string(), z.number(), z.boolean()])

export default {
  type: 'labels',
  aliases: ['io.kestra.plugin.core.execution.Labels', 'io.kestra.core.tasks.executions.Labels'],
  title: 'Set labels',
  description: 'Sets labels of the run: new ones are added, those of the same name are replaced.',
  icon: 'tags',
  mode: 'inline',
  properties: z.object({
    labels: z
      .union([
        z.record(z.string(), value),
        z.array(
          z.strictObject({
            key: z.string().describe('Name of the label.'),
            value: value.describe('Its text.'),
          }),
        ),
        z.string(),
      ])
      .describe(
        'Names and texts: a map, a list of `key` and `value`, or an expression that gives one as JSON.',
      ),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
