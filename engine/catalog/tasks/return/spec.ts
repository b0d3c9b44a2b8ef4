import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'return',
  aliases: ['io.kestra.plugin.core.debug.Return', 'io.kestra.core.tasks.debugs.Return'],
  title: 'Return',
  description:
    'Renders a text and puts it into its output: for a value that later tasks share, and for trying out an expression.',
  icon: 'corner-down-left',
  mode: 'inline',
  properties: z.object({
    format: z.string().optional().describe('The text, usually with expressions.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ value: z.string().optional().describe('The rendered text.') }),
} satisfies TaskSpec
