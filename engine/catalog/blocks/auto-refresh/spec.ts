import { z } from 'zod'
import { whileThereIsOne } from '#engine/catalog/block-properties.ts'
import { durationOrTemplate } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'auto-refresh',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.AutoRefresh'],
  title: 'Refresh',
  description:
    'Asks anew again and again, for what changes without word of it. What happens to the request shows by itself.',
  icon: 'refresh-cw',
  properties: z.object({
    every: durationOrTemplate.default('PT10S').describe('How often, ISO 8601; at least every five seconds.'),
  }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
