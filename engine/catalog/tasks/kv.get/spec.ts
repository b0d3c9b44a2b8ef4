import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'kv.get',
  aliases: ['io.kestra.plugin.core.kv.Get'],
  title: 'Get a key',
  description:
    'Reads a value of the key-value store. Where the namespace has none, those above it are asked.',
  icon: 'database',
  mode: 'activity',
  properties: z.object({
    key: z.string().min(1).describe('The key.'),
    namespace: z.string().optional().describe('Only this namespace, of the same tree, is asked.'),
    errorOnMissing: dynamic(z.boolean())
      .default(false)
      .describe('Whether the task fails where there is none.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ value: z.json().optional().describe('The value; absent where there is none.') }),
} satisfies TaskSpec
