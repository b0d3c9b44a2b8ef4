import { z } from 'zod'
import { address } from '#engine/catalog/block-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'image',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Image'],
  title: 'Picture',
  description: 'A picture of the namespace, of the execution, or from the web.',
  icon: 'image',
  properties: z
    .object({
      url: address.describe('Where the picture is: `https://…`.').optional(),
      file: z
        .string()
        .min(1)
        .describe('A file: `nsfile:///map.png` of the namespace, or a template for one of the execution.')
        .optional(),
      alt: localText.default('').describe('What is seen in it, for who cannot see it; empty for decoration.'),
      width: dynamic(z.int().min(16).max(2000))
        .describe('Width in pixels; never more than there is.')
        .optional(),
    })
    .refine(({ url, file }) => (url === undefined) !== (file === undefined), {
      error: 'An image needs a `url` or a `file`, one of them',
    }),
  propertyAliases: { src: 'url' },
  texts: ['alt'],
  markdown: [],
  needs: ['picture'],
  guests: true,
} satisfies BlockSpec
