import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'set-variables',
  aliases: ['io.kestra.plugin.core.execution.SetVariables'],
  title: 'Set variables',
  description: 'Adds variables to the run: later tasks read them as `vars.<name>`.',
  icon: 'variable',
  mode: 'inline',
  properties: z.object({
    variables: z.record(z.string(), z.json()).describe('Names and values; each text may hold expressions.'),
    overwrite: dynamic(z.boolean())
      .default(true)
      .describe('Whether a variable that is there already may be replaced; if not, the task fails.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
