import { z } from 'zod'
import { serdesOutputs, serdesProperties } from '#engine/catalog/serdes-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'json-to-ion',
  aliases: ['io.kestra.plugin.serdes.json.JsonToIon', 'io.kestra.plugin.serdes.json.JsonReader'],
  title: 'JSON to Ion',
  description: 'Reads a file of JSON into a file of rows, as loops over items and filters take it.',
  icon: 'file-json',
  mode: 'activity',
  properties: z.object({
    ...serdesProperties,
    newLine: dynamic(z.boolean())
      .default(true)
      .describe('Whether each line is a row; else the whole is one list of rows, or one row.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object(serdesOutputs),
} satisfies TaskSpec
