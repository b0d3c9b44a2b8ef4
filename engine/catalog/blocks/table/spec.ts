import { z } from 'zod'
import { rows } from '#engine/catalog/block-properties.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'table',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Table'],
  title: 'Table',
  description: 'Rows of values.',
  icon: 'table',
  properties: z.object({
    value: rows.describe('The rows: a template that gives a list of maps, or the list.'),
    columns: z
      .array(
        z.union([
          z.string(),
          z.object({
            id: z.string().describe('Key in the rows.'),
            label: localText.describe('Heading; may be given for each language.').optional(),
          }),
        ]),
      )
      .min(1)
      .describe('Which columns are shown, in this order; without it all of the first row.')
      .optional(),
  }),
  propertyAliases: { data: 'value' },
  texts: ['columns.label'],
  markdown: [],
  needs: ['rows'],
  guests: true,
} satisfies BlockSpec
