import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'kv.delete',
  aliases: ['io.kestra.plugin.core.kv.Delete'],
  title: 'Delete a key',
  description: 'Removes a value from the key-value store.',
  icon: 'database-backup',
  mode: 'activity',
  properties: z.object({
    key: z.string().min(1).describe('The key.'),
    namespace: z
      .string()
      .optional()
      .describe("Another namespace of the same tree; without it the flow's own."),
    errorOnMissing: dynamic(z.boolean())
      .default(false)
      .describe('Whether the task fails where there is none.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ deleted: z.boolean().describe('Whether there was one.') }),
} satisfies TaskSpec
