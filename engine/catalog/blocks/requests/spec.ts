import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'requests',
  aliases: [],
  title: 'Earlier requests',
  description: 'What the reader has asked for with this app before.',
  icon: 'history',
  properties: z.object({
    limit: z.int().min(1).max(50).default(10).describe('How many, the newest first.'),
  }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['requests'],
} satisfies BlockSpec
