import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'
import { demand } from '#server/people/can.ts'
import { demandMail } from './demand-mail.ts'
import { sendMail } from './send-mail.ts'
import { atOnce } from './transport.ts'
import type { MailTest } from './view.ts'

const longestMs = 9_000

/**
 * Sends the actor a mail at once, past those that wait, and tells what the server answered.
 * @throws AppError `forbidden`, `conflict` where no mail server is set
 */
export async function testMail(actor: Actor): Promise<MailTest> {
  demand(actor, 'system:write')
  const settings = demandMail()
  const { email: address, name, timeZone } = actor
  const to = { address, name, timeZone, language: languageFor(actor.language) }
  const id = randomBytes(16).toString('base64url')
  const data = { at: new Date().toISOString() }
  const sending = sendMail(settings, { id, kind: 'test', data, to }, atOnce)
  const delivery = await Promise.race([sending, tooLate()])
  const sent = delivery.outcome === 'sent'
  await audit(db, actor, { action: 'mail:test', subjectType: 'system', subjectId: 'mail', after: { sent } })
  return { sent, to: actor.email, answer: delivery.outcome === 'sent' ? delivery.answer : delivery.error }
}

/** A server that says a word now and then, and never comes to an end. */
function tooLate(): Promise<{ outcome: 'failed'; error: string }> {
  const late = { outcome: 'failed', error: `No end after ${longestMs / 1000} seconds.` } as const
  return new Promise((resolve) => {
    setTimeout(resolve, longestMs, late).unref()
  })
}
