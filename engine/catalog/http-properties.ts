import { z } from 'zod'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark } from '#engine/flow/spec.ts'
import { isCharset } from './charset.ts'

const duration = dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT30S`'))
const texts = z.record(z.string(), z.coerce.string())

const auth = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('BASIC'),
    username: z.string().describe('User name.'),
    password: z.string().describe('Password.'),
  }),
  z.strictObject({ type: z.literal('BEARER'), token: z.string().describe('Token.') }),
])

const timeouts = z.strictObject({
  connectTimeout: duration.optional().describe('Until there is a connection.'),
  readIdleTimeout: duration.optional().describe('Without a byte from the other side; default 5 minutes.'),
})

/** What is said and written down of a call. */
export const logged = ['REQUEST_HEADERS', 'REQUEST_BODY', 'RESPONSE_HEADERS', 'RESPONSE_BODY'] as const

/** How a call is made and judged. */
export const httpOptions = z.strictObject({
  auth: auth.optional().describe('Sign-in at the other side; keep passwords in secrets.'),
  timeout: z
    .union([duration, timeouts])
    .optional()
    .describe('How long the whole call may take, redirects and body included; or the limits of its parts.'),
  connectTimeout: duration.optional().describe('Older spelling of `timeout.connectTimeout`.'),
  readTimeout: duration.optional().describe('Older spelling of `timeout.readIdleTimeout`.'),
  readIdleTimeout: duration.optional().describe('Older spelling of `timeout.readIdleTimeout`.'),
  basicAuthUser: z.string().optional().describe('Older spelling of `auth.username`.'),
  basicAuthPassword: z.string().optional().describe('Older spelling of `auth.password`.'),
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
  defaultCharset: z
    .string()
    .refine(isCharset, 'must be a character set such as `UTF-8`')
    .default('UTF-8')
    .describe('Character set of the body that is sent, and of an answer that names none.'),
  logs: z
    .array(z.enum(logged))
    .default([])
    .describe('What of the call is written to the log; secrets are hidden.'),
})

/** What every call to a web address takes. */
export const httpProperties = {
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
  formData: dynamic(z.record(z.string(), z.json()))
    .optional()
    .describe(
      'Fields of a form, sent url-encoded in place of a body. With the type `multipart/form-data` the address of a file sends the file, and a map of `name` and `content` sends it under that name.',
    ),
  allowFailed: z.boolean().optional().describe('Older spelling of `options.allowFailed`.'),
}

/** Two spellings of one option, and half a sign-in. */
export function reviewHttp(properties: JsonObject): Remark[] {
  const options = (properties.options ?? {}) as JsonObject
  const problem = (message: string, ...path: string[]): Remark => ({ kind: 'problem', message, path })
  const has = (name: string) => options[name] !== undefined
  const user = has('basicAuthUser')
  if (user !== has('basicAuthPassword'))
    return [problem('`basicAuthUser` and `basicAuthPassword` go together', 'options')]
  if (user && has('auth'))
    return [problem('`basicAuthUser` is an older spelling of `auth`: one of them says it', 'options', 'auth')]
  return []
}
