import { z } from 'zod'
import { address, buttonSize, buttonStyle } from '#engine/catalog/block-properties.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'button',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Button'],
  title: 'Link',
  description: 'A button that leads somewhere.',
  icon: 'link',
  properties: z.object({
    text: localText.describe('What stands on it; may be given for each language.'),
    url: address.describe('Where it leads: `https://…`, or `/…` in here; `{{ app.url }}` is the app itself.'),
    style: buttonStyle.default('DEFAULT'),
    size: buttonSize,
  }),
  propertyAliases: {},
  texts: ['text'],
  markdown: [],
  needs: [],
  guests: true,
} satisfies BlockSpec
