import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'kv.list',
  aliases: ['io.kestra.plugin.core.kv.GetKeys'],
  title: 'List keys',
  description: 'Lists the keys of the key-value store, without their values.',
  icon: 'list',
  mode: 'activity',
  properties: z.object({
    prefix: z.string().default('').describe('Only keys that begin so.'),
    namespace: z
      .string()
      .optional()
      .describe("Another namespace of the same tree; without it the flow's own."),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ keys: z.array(z.string()).describe('The keys, sorted.') }),
} satisfies TaskSpec
