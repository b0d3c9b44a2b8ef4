import { z } from 'zod'
import { httpOptions, httpProperties, reviewHttp } from '#engine/catalog/http-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const gigabyte = 1024 ** 3

const options = httpOptions.extend({
  maxBytes: z
    .int()
    .positive()
    .max(100 * gigabyte)
    .default(gigabyte)
    .describe('Longest answer, in bytes.'),
  maxContentLength: z
    .int()
    .positive()
    .max(100 * gigabyte)
    .optional()
    .describe('Older spelling of `maxBytes`.'),
})

export default {
  type: 'http.download',
  aliases: ['io.kestra.plugin.core.http.Download', 'io.kestra.plugin.fs.http.Download'],
  title: 'HTTP download',
  description:
    'Calls a web address and puts the answer into a file. Private and local addresses are refused unless an operator allows them.',
  icon: 'download',
  mode: 'activity',
  properties: z.object({
    ...httpProperties,
    saveAs: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the file; without it the one that the answer or the address says.'),
    failOnEmptyResponse: dynamic(z.boolean())
      .default(true)
      .describe('Whether the task fails where the answer is empty.'),
    options: options.prefault({}).describe('How the call is made and judged.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    uri: z.string().describe('Address of the file.'),
    code: z.number().describe('Status of the answer.'),
    length: z.number().describe('Bytes of the file.'),
    headers: z.record(z.string(), z.string()).describe('Headers of the answer, names in lower case.'),
  }),
  review: ({ properties }) => reviewHttp(properties),
} satisfies TaskSpec
