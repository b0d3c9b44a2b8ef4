import { z } from 'zod'
import { rows } from '#engine/catalog/block-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'chart',
  aliases: [],
  title: 'Chart',
  description: 'Numbers as bars, a line or a pie.',
  icon: 'chart-column',
  properties: z.object({
    chart: dynamic(z.enum(['bar', 'line', 'pie']))
      .default('bar')
      .describe('What it looks like.'),
    title: localText.describe('What it shows; may be given for each language.').optional(),
    value: rows.describe('The rows: a template that gives a list of maps, or the list.'),
    x: z.string().min(1).describe('Key of the rows that names each bar, point or slice.'),
    y: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(6)])
      .describe('Key of the number, or keys of several; a pie takes the first.'),
  }),
  propertyAliases: {},
  texts: ['title'],
  markdown: [],
  needs: ['rows'],
  guests: true,
} satisfies BlockSpec
