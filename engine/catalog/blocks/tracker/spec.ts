import { z } from 'zod'
import { whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'tracker',
  aliases: [],
  title: 'Progress',
  description: 'Where the request stands: its stages, who has it, and when it will likely end.',
  icon: 'route',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['tracker'],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
