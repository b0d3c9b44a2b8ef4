import { z } from 'zod'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const types = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const

export default {
  type: 'kv.set',
  aliases: ['io.kestra.plugin.core.kv.Set', 'io.kestra.plugin.core.kv.Put'],
  title: 'Set a key',
  description:
    'Keeps a value in the key-value store, where later runs and other flows of the namespace read it with `kv("key")`.',
  icon: 'database-zap',
  mode: 'activity',
  properties: z.object({
    key: z.string().min(1).describe('Letters, digits, dots, underscores and hyphens.'),
    value: z.json().describe('The value; a text may hold expressions.'),
    kvType: dynamic(z.enum(types))
      .optional()
      .describe('What the value is read as; without it: what it shows by itself.'),
    kvDescription: z.string().optional().describe('What the key is for, shown in its list.'),
    namespace: z
      .string()
      .optional()
      .describe("Another namespace of the same tree; without it the flow's own."),
    overwrite: dynamic(z.boolean())
      .default(true)
      .describe('Whether a value that is there may be replaced; if not, the task fails.'),
    ttl: dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `P7D`'))
      .optional()
      .describe('How long it lives, an ISO 8601 duration; without it: until it is deleted.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
} satisfies TaskSpec
