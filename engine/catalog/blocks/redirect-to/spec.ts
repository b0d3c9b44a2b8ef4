import { z } from 'zod'
import { address } from '#engine/catalog/block-properties.ts'
import { durationOrTemplate } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'redirect-to',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.RedirectTo'],
  title: 'Way on',
  description: 'Leads to another page after a while; the reader sees where to, and can stay.',
  icon: 'external-link',
  properties: z.object({
    url: address.describe('Where it leads.'),
    delay: durationOrTemplate.default('PT5S').describe('How long until then, ISO 8601.'),
  }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
} satisfies BlockSpec
