import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'output-values',
  aliases: ['io.kestra.plugin.core.output.OutputValues'],
  title: 'Output values',
  description: 'Puts named values into its output, for later tasks and for the outputs of the flow.',
  icon: 'square-arrow-out-up-right',
  mode: 'inline',
  properties: z.object({
    values: z.record(z.string(), z.json()).describe('Names and values; each text may hold expressions.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ values: z.record(z.string(), z.json()).describe('The rendered values.') }),
} satisfies TaskSpec
