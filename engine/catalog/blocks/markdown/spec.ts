import { z } from 'zod'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'markdown',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Markdown'],
  title: 'Text',
  description: 'Text in Markdown. Beside the form it follows the answers as they are given.',
  icon: 'text',
  properties: z.object({
    content: localText.describe('The text, Markdown; may be given for each language.'),
  }),
  propertyAliases: {},
  texts: ['content'],
  markdown: ['content'],
  needs: [],
  guests: true,
} satisfies BlockSpec
