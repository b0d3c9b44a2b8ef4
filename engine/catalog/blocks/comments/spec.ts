import { z } from 'zod'
import { whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'comments',
  aliases: [],
  title: 'Conversation',
  description: 'The conversation about the request.',
  icon: 'message-square',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['comments'],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
