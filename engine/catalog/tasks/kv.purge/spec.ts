import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const behavior = z.strictObject({
  type: z.enum(['key']).default('key').describe('What is purged: whole keys.'),
  expiredOnly: z.boolean().default(true).describe('Leaves what still lives.'),
})

export default {
  type: 'kv.purge',
  aliases: ['io.kestra.plugin.core.kv.PurgeKV'],
  title: 'Purge keys',
  description: 'Removes expired keys of the key-value store for good, or any keys by a pattern.',
  icon: 'eraser',
  mode: 'activity',
  properties: z.object({
    namespaces: dynamic(z.array(z.string()))
      .optional()
      .describe("Where; without it the flow's own namespace."),
    keyPattern: z.string().optional().describe('Only keys like this; `*` stands for any characters.'),
    includeChildNamespaces: dynamic(z.boolean())
      .default(true)
      .describe('Whether namespaces below count too.'),
    behavior: behavior.optional().describe('What is purged.'),
    expiredOnly: dynamic(z.boolean()).optional().describe('Older spelling of `behavior.expiredOnly`.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ size: z.number().describe('How many keys were removed.') }),
} satisfies TaskSpec
