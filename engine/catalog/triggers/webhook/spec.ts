import { z } from 'zod'
import type { TriggerSpec } from '#engine/flow/spec.ts'

const signature = z.object({
  header: z.string().min(1).describe('Header that carries the signature: `X-Hub-Signature-256`.'),
  secret: z.string().min(1).describe("What both sides know: `{{ secret('HOOK') }}`."),
  algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256').describe('Hash of the HMAC.'),
  encoding: z.enum(['hex', 'base64']).default('hex').describe('How the signature is written.'),
  prefix: z.string().default('').describe('Text before the signature: `sha256=`.'),
  timestampHeader: z
    .string()
    .min(1)
    .describe(
      'Header with the time of the call, in seconds since 1970; then an old call is refused and a repeated one starts nothing.',
    )
    .optional(),
  toleranceSeconds: z.number().int().min(1).max(86_400).default(300).describe('How old a call may be.'),
  payload: z
    .string()
    .describe(
      'What is signed, with `{body}` and `{timestamp}`; without it the body, after the time and a dot where there is one.',
    )
    .optional(),
})

export default {
  type: 'webhook',
  aliases: ['io.kestra.plugin.core.trigger.Webhook', 'io.kestra.core.models.triggers.types.Webhook'],
  title: 'Webhook',
  description:
    'Starts the flow when its address is called with GET, POST or PUT: `/api/v1/executions/webhook/{namespace}/{flow}/{key}`. A call that its conditions do not let through is answered with 204.',
  icon: 'webhook',
  source: 'call',
  properties: z
    .object({
      key: z.string().min(1).max(256).describe('Secret part of the address; may be a template over secrets.'),
      signature: signature.describe('How a call proves where it comes from.').optional(),
      wait: z.boolean().default(false).describe('Whether the answer waits until the execution has ended.'),
      returnOutputs: z
        .boolean()
        .default(false)
        .describe('Whether the outputs of the flow are answered and not the execution; needs `wait`.'),
      responseContentType: z.string().min(1).max(200).describe('Content type of the answer.').optional(),
      responseCode: z
        .number()
        .int()
        .min(200)
        .max(299)
        .describe('Status of the answer; 200 without it.')
        .optional(),
    })
    .refine(({ wait, returnOutputs }) => wait || !returnOutputs, {
      message: '`returnOutputs` needs `wait: true`',
      path: ['returnOutputs'],
    }),
  propertyAliases: {},
  outputs: z.object({
    body: z.json().describe('The body: read as JSON where it is a map or a list, else its text.'),
    headers: z.record(z.string(), z.array(z.string())).describe('Headers of the call, without credentials.'),
    parameters: z.record(z.string(), z.array(z.string())).describe('Parameters of the address.'),
    path: z.string().optional().describe('What stands behind the key in the address.'),
  }),
} satisfies TriggerSpec
