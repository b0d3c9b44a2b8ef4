import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark, TaskSpec } from '#engine/flow/spec.ts'

const addresses = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const file = z.strictObject({
  name: z
    .string()
    .min(1)
    .describe('Name of the file in the mail; in `embeddedImages` also what `cid:` names.'),
  uri: z.string().min(1).describe('Address of the file: `{{ outputs.report.uri }}`.'),
  contentType: z.string().min(1).describe('Type of the file: `text/csv`.').optional(),
})
const files = dynamic(z.array(file).max(20)).default([])

export default {
  type: 'mail.send',
  aliases: ['io.kestra.plugin.email.MailSend', 'io.kestra.plugin.notifications.mail.MailSend'],
  deprecated: ['io.kestra.plugin.notifications.mail.MailSend'],
  title: 'Send a mail',
  description:
    'Sends a mail. Without a `host` it goes by the mail server of the installation: it is kept and sent as soon as the server takes it, once for each attempt, and `from` is who gets the answers. With a `host` it is handed to that server at once.',
  icon: 'mail',
  mode: 'activity',
  properties: z.object({
    to: addresses.describe('Recipients: addresses or `Name <address>`, several separated by `;`, or a list.'),
    cc: addresses.optional().describe('Recipients of a copy, written alike.'),
    from: z.string().min(1).optional().describe('Sender; needed with a `host`.'),
    subject: z.string().optional().describe('Subject.'),
    htmlTextContent: z.string().optional().describe('Text as HTML.'),
    plainTextContent: z.string().optional().describe('Text without HTML, for readers that show none.'),
    attachments: files.describe('Files that go with it, 20 MB together at most.'),
    embeddedImages: files.describe(
      'Pictures that the HTML shows: `<img src="cid:logo">` with the name `logo`.',
    ),
    host: z
      .string()
      .min(1)
      .optional()
      .describe('A mail server of your own; without it that of the installation.'),
    port: dynamic(z.coerce.number().int().min(1).max(65_535))
      .optional()
      .describe(
        'Port of the server; by default 465, or 587 where the line is encrypted later or not at all.',
      ),
    username: z.string().optional().describe('User at the server.'),
    password: z.string().optional().describe('Password at the server; keep it in a secret.'),
    transportStrategy: dynamic(z.enum(['SMTPS', 'SMTP_TLS', 'SMTP']))
      .default('SMTPS')
      .describe('`SMTPS` is encrypted from the first byte, `SMTP_TLS` by STARTTLS, `SMTP` is not.'),
    sessionTimeout: dynamic(z.coerce.number().int().min(100).max(600_000))
      .default(10_000)
      .describe('Milliseconds that the server may be silent.'),
    verifyServerIdentity: dynamic(z.boolean())
      .default(true)
      .describe('Whether the certificate of the server must be one for its name.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    state: z
      .enum(['SENT', 'QUEUED', 'WAITING'])
      .describe(
        'The server has it; it is sent in the background; or it waits until the installation has a mail server, for three days.',
      ),
    messageId: z.string().describe('Message-ID, the same at every repeat of the attempt.'),
  }),
  review: ({ properties }) => review(properties),
} satisfies TaskSpec

const ofHost = ['port', 'username', 'password'] as const

function review(properties: JsonObject): Remark[] {
  const problem = (message: string, ...path: string[]): Remark => ({ kind: 'problem', message, path })
  const has = (name: string) => properties[name] !== undefined
  const found: Remark[] = []
  if (!has('htmlTextContent') && !has('plainTextContent') && !has('subject'))
    found.push(problem('needs `subject`, `htmlTextContent` or `plainTextContent`: the mail says nothing'))
  if (has('host') && !has('from')) found.push(problem('a mail by a `host` needs `from`'))
  if (!has('host'))
    for (const name of ofHost.filter(has))
      found.push(problem(`\`${name}\` has no meaning without \`host\``, name))
  if (has('username') !== has('password'))
    found.push(problem('`username` and `password` go together', has('username') ? 'username' : 'password'))
  return found
}
