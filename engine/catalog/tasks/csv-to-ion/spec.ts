import { z } from 'zod'
import { csvProperties, serdesOutputs, serdesProperties } from '#engine/catalog/serdes-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'csv-to-ion',
  aliases: ['io.kestra.plugin.serdes.csv.CsvToIon', 'io.kestra.plugin.serdes.csv.CsvReader'],
  title: 'CSV to Ion',
  description:
    'Reads a file of CSV into a file of rows, as loops over items and filters take it. A field `\\N` is null, all others are text.',
  icon: 'sheet',
  mode: 'activity',
  properties: z.object({
    ...serdesProperties,
    ...csvProperties,
    skipEmptyRows: dynamic(z.boolean()).default(false).describe('Whether empty rows are left out.'),
    skipRows: dynamic(z.int().min(0)).default(0).describe('How many rows after the header are left out.'),
    onBadLines: dynamic(z.enum(['ERROR', 'WARN', 'SKIP']))
      .default('ERROR')
      .describe('What becomes of a row that cannot be read or has another number of fields than the header.'),
    onEmptyHeader: dynamic(z.enum(['DROP', 'RENAME']))
      .default('DROP')
      .describe(
        'Whether columns without a name at the end are dropped, or all of them are called `col_0`, `col_1` …',
      ),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object(serdesOutputs),
} satisfies TaskSpec
