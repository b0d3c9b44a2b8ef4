import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'if',
  aliases: ['io.kestra.plugin.core.flow.If', 'io.kestra.core.tasks.flows.If'],
  title: 'If',
  description:
    'Runs `then` when the condition is true, else `else`. False are `false`, `0`, `-0` and nothing. Without a matching list it succeeds.',
  icon: 'split',
  mode: 'control',
  properties: z.object({
    condition: z
      .union([z.string(), z.boolean(), z.number()])
      .describe('Decides by the text that it renders to.'),
    then: z.array(z.json()).min(1).describe('Tasks for a true condition, one after the other.'),
    else: z.array(z.json()).describe('Tasks for a false condition, one after the other.').optional(),
  }),
  branches: ['then', 'else'],
  propertyAliases: {},
  outputs: z.object({ evaluationResult: z.boolean().describe('What the condition came to.') }),
} satisfies TaskSpec
