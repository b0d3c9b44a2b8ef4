import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'unset-variables',
  aliases: ['io.kestra.plugin.core.execution.UnsetVariables'],
  title: 'Unset variables',
  description: 'Removes variables from the run: later tasks do not find them under `vars` any more.',
  icon: 'eraser',
  mode: 'inline',
  properties: z.object({
    variables: dynamic(z.array(z.string())).describe('Names of the variables.'),
    ignoreMissing: dynamic(z.boolean())
      .default(false)
      .describe('Whether one that is not there is no failure.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
