import { z } from 'zod'
import { httpOptions, httpProperties, reviewHttp } from '#engine/catalog/http-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const longest = 10_000_000
const bytes = z.int().positive().max(longest)

const options = httpOptions.extend({
  maxBytes: bytes.default(1_000_000).describe('Longest answer, in bytes; larger ones are for a download.'),
  maxContentLength: bytes.optional().describe('Older spelling of `maxBytes`.'),
})

export default {
  type: 'http.request',
  aliases: ['io.kestra.plugin.core.http.Request', 'io.kestra.plugin.fs.http.Request'],
  title: 'HTTP request',
  description:
    'Calls a web address and puts the answer into its output. Private and local addresses are refused unless an operator allows them.',
  icon: 'globe',
  mode: 'activity',
  properties: z.object({
    ...httpProperties,
    encryptBody: z
      .boolean()
      .default(false)
      .describe('Whether the answer is kept encrypted, as `encryptedBody`.'),
    options: options.prefault({}).describe('How the call is made and judged.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    code: z.number().describe('Status of the answer.'),
    headers: z.record(z.string(), z.string()).describe('Headers of the answer, names in lower case.'),
    body: z.string().optional().describe('The answer as text; read JSON with `fromJson(outputs.call.body)`.'),
    encryptedBody: z.string().optional().describe('The same where it is kept encrypted.'),
    uri: z.string().describe('The address that was called.'),
  }),
  review: ({ properties }) => reviewHttp(properties),
} satisfies TaskSpec
