import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'alert',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Alert'],
  title: 'Notice',
  description: 'A message that stands out.',
  icon: 'triangle-alert',
  properties: z.object({
    content: localText.describe('The message, Markdown; may be given for each language.'),
    style: dynamic(z.enum(['SUCCESS', 'INFO', 'WARNING', 'ERROR']))
      .default('INFO')
      .describe('What kind of message it is.'),
    showIcon: dynamic(z.boolean()).default(false).describe('Whether a sign of its kind stands beside it.'),
  }),
  propertyAliases: {},
  texts: ['content'],
  markdown: ['content'],
  needs: [],
  guests: true,
} satisfies BlockSpec
