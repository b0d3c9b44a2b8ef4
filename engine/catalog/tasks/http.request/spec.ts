import { z } from 'zod'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const duration = z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT30S`')
const texts = z.record(z.string(), z.coerce.string())

const auth = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('BASIC'),
    username: z.string().describe('User name.'),
    password: z.string().describe('Password.'),
  }),
  z.strictObject({ type: z.literal('BEARER'), token: z.string().describe('Token.') }),
])

const options = z.strictObject({
  auth: auth.optional().describe('Sign-in at the other side; keep passwords in secrets.'),
  timeout: dynamic(duration)
    .default('PT30S')
    .describe('How long the whole call may take, redirects included.'),
  followRedirects: z
    .boolean()
    .default(true)
    .describe('Whether redirects are followed; each is checked like the first address.'),
  allowFailed: z
    .boolean()
    .default(false)
    .describe('Whether a status of 400 or more is a success all the same.'),
  allowedResponseCodes: z
    .array(z.int().min(100).max(599))
    .optional()
    .describe('The only statuses that are a success; without it: all below 400.'),
  maxBytes: z.int().positive().max(10_000_000).default(1_000_000).describe('Longest answer, in bytes.'),
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
    uri: z.string().min(1).describe('The address, http or https.'),
    method: dynamic(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']))
      .default('GET')
      .describe('HTTP method.'),
    headers: dynamic(texts).optional().describe('Headers by name.'),
    params: dynamic(texts).optional().describe('Query parameters by name.'),
    body: z
      .union([z.string(), z.record(z.string(), z.json()), z.array(z.json())])
      .optional()
      .describe('What is sent; a map or list goes as JSON.'),
    contentType: z
      .string()
      .optional()
      .describe('Type of the body; `application/json` where it is not given and no header says it.'),
    formData: dynamic(texts).optional().describe('Fields of a form, sent url-encoded in place of a body.'),
    options: options.prefault({}).describe('How the call is made and judged.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    code: z.number().describe('Status of the answer.'),
    headers: z.record(z.string(), z.string()).describe('Headers of the answer, names in lower case.'),
    body: z.string().describe('The answer as text; read JSON with `fromJson(outputs.call.body)`.'),
    uri: z.string().describe('The address that was called.'),
  }),
} satisfies TaskSpec
