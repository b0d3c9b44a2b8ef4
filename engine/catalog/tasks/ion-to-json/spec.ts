import { z } from 'zod'
import { serdesOutputs, serdesProperties } from '#engine/catalog/serdes-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'ion-to-json',
  aliases: ['io.kestra.plugin.serdes.json.IonToJson', 'io.kestra.plugin.serdes.json.JsonWriter'],
  title: 'Ion to JSON',
  description: 'Writes a file of rows, JSON or Ion on each line, as JSON.',
  icon: 'file-json',
  mode: 'activity',
  properties: z.object({
    ...serdesProperties,
    newLine: dynamic(z.boolean())
      .default(true)
      .describe('Whether each row is a line; else the whole is one list, or the one row that there is.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object(serdesOutputs),
} satisfies TaskSpec
