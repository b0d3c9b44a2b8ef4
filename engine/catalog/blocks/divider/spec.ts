import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'divider',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Divider'],
  title: 'Line',
  description: 'A line between two parts.',
  icon: 'minus',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
} satisfies BlockSpec
