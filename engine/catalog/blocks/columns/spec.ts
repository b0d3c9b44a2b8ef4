import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'columns',
  aliases: [],
  title: 'Columns',
  description: 'Blocks beside one another; on a narrow screen beneath.',
  icon: 'columns-2',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
  holds: 'columns',
} satisfies BlockSpec
