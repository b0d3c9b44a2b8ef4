import { z } from 'zod'
import { whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'approvals',
  aliases: [],
  title: 'Decisions',
  description: 'What waits for the reader to decide, and what was decided.',
  icon: 'stamp',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['approvals'],
  moments: whileThereIsOne,
} satisfies BlockSpec
