import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'tabs',
  aliases: [],
  title: 'Tabs',
  description: 'Blocks behind one another, each group with a label.',
  icon: 'panel-top',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
  holds: 'tabs',
} satisfies BlockSpec
