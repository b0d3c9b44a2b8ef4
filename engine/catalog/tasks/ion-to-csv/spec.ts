import { z } from 'zod'
import { csvProperties, serdesOutputs, serdesProperties } from '#engine/catalog/serdes-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

/** Java's letters for `+02:00`. */
const offset = 'X'.repeat(3)

export default {
  type: 'ion-to-csv',
  aliases: ['io.kestra.plugin.serdes.csv.IonToCsv', 'io.kestra.plugin.serdes.csv.CsvWriter'],
  title: 'Ion to CSV',
  description:
    'Writes a file of rows, JSON or Ion on each line, as CSV. The fields of the first row are the columns; a later row may lack some, but have no others.',
  icon: 'sheet',
  mode: 'activity',
  properties: z.object({
    ...serdesProperties,
    ...csvProperties,
    lineDelimiter: dynamic(z.enum(['\n', '\r\n', '\r']))
      .default('\n')
      .describe('What ends a row.'),
    alwaysDelimitText: dynamic(z.boolean())
      .default(false)
      .describe('Whether every field is quoted; `quoteMode` says more.'),
    quoteMode: dynamic(z.enum(['ALWAYS', 'REQUIRED', 'NON_NUMERIC']))
      .optional()
      .describe('Which fields are quoted: all, those that need it, or all that are no numbers.'),
    dateFormat: z.string().min(1).default('yyyy-MM-dd').describe('How a date of Ion is written.'),
    dateTimeFormat: z
      .string()
      .min(1)
      .default(`yyyy-MM-dd'T'HH:mm:ss.SSS[${offset}]`)
      .describe('How a date and time of Ion is written; what stands in brackets only where it has a zone.'),
    timeZoneId: z.string().min(1).default('UTC').describe('Zone in which those with a zone are written.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object(serdesOutputs),
} satisfies TaskSpec
