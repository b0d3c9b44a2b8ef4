import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { readMail } from './read-mail.ts'
import { testMail } from './send-test.ts'

const instant = z.iso.datetime()

const stateAnswer = z.object({
  server: z
    .object({
      host: z.string(),
      port: z.int(),
      protocol: z.enum(['smtp', 'smtps']),
      account: z.boolean().describe('Whether it is signed in to; the password is never told.'),
    })
    .optional()
    .describe('Absent: no mail server is set, and nothing is sent.'),
  sender: z.string().optional(),
  waiting: z.int().describe('Mails that are still to be sent.'),
  lastSentAt: instant.optional(),
  lastError: z
    .object({
      at: instant,
      kind: z.string(),
      message: z.string(),
      again: z.boolean().describe('Whether it is tried again.'),
      executionId: z.string().optional().describe('The run whose task wrote it.'),
    })
    .optional(),
})

/** Rows of the router table about mail. */
export const routes = [
  route({
    method: 'GET',
    path: '/mail',
    tag: 'System',
    summary: 'How mail is sent, how much waits, and what went wrong last',
    permission: 'system:read',
    answer: stateAnswer,
    handle: ({ actor }) => readMail(actor),
  }),
  route({
    method: 'POST',
    path: '/mail/test',
    tag: 'System',
    summary: 'Send yourself a mail at once; the answer tells what the mail server said',
    permission: 'system:write',
    answer: z.object({ sent: z.boolean(), to: z.string(), answer: z.string() }),
    handle: ({ actor }) => testMail(actor),
  }),
] as Route[]
