import { db } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'
import { log } from '#server/log.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import type { MailData, MailKind } from './kinds.ts'
import { sendMail } from './send-mail.ts'
import { mailSettings, type MailSettings } from './settings.ts'
import { inBackground, type Delivery } from './transport.ts'
import { isMailKind } from './words.ts'

const batch = 100
/** Nobody else takes a mail within this time; a worker that died with it lets it go to another one then. */
const leaseSeconds = 180
const longestPauseMs = 2 * 60 * 1000

interface Claimed {
  id: string
  kind: string
  data: unknown
  path: string | null
  until: Date
  attempts: number
  address: string
  name: string
  timeZone: string
  language: string
  active: boolean
}

/**
 * Sends what is due, one after another, and says what became of it. Several workers may do so at once: each mail is taken by
 * one. Where the server cannot be reached the rest waits too.
 * @returns how many were sent
 */
export async function sendWaiting(): Promise<number> {
  const settings = mailSettings()
  let sent = 0
  for (let taken = 0; settings && taken < batch; taken++) {
    const mail = await claim()
    if (!mail) break
    const result = await send(settings, mail)
    if (result === 'sent') sent++
    if (result === 'failed') break
  }
  return sent
}

async function claim(): Promise<Claimed | undefined> {
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE "Mail" m SET attempts = m.attempts + 1, "triedAt" = now(), "dueAt" = now() + ${leaseSeconds} * interval '1 second'
    FROM "Person" p
    WHERE p.id = m."personId" AND m.id = (
      SELECT id FROM "Mail" WHERE state = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING m.id, m.kind, m.data, m.path, m.until, m.attempts, m.address, p.name, p."timeZone", p.language, p.active`
  return row
}

async function send(settings: MailSettings, mail: Claimed): Promise<Delivery['outcome'] | 'dropped'> {
  const { id, kind, attempts } = mail
  if (mail.until < new Date()) return end(mail, 'dropped', 'Its time was over before the server took it.')
  if (!mail.active) return end(mail, 'dropped', 'The person is no longer active.')
  const delivery = await attempt(settings, mail)
  if (delivery.outcome === 'sent') return end(mail, 'sent', null)
  // whom it goes to is in the table, not in the log
  log().warn(
    { mailId: id, kind, attempts, error: delivery.error },
    `A mail was not sent: ${delivery.outcome}`,
  )
  if (delivery.outcome === 'refused') return end(mail, 'refused', delivery.error)
  const pauseMs = Math.min(1000 * 2 ** attempts, longestPauseMs)
  await db.mail.updateMany({
    where: { id, state: 'waiting' },
    data: { dueAt: new Date(Date.now() + pauseMs), error: delivery.error },
  })
  return 'failed'
}

async function attempt(settings: MailSettings, mail: Claimed): Promise<Delivery> {
  const { id, kind, path, address, name, timeZone, language } = mail
  if (!isMailKind(kind)) return { outcome: 'refused', error: `Nobody writes mails of the kind ${kind}.` }
  let secretPath: string | undefined
  try {
    secretPath = path === null ? undefined : unseal(sealedFrom(path))
  } catch (error) {
    return { outcome: 'refused', error: `Its link cannot be read: ${String(error)}` }
  }
  // what was stored was `MailData` of this kind when it was written
  const data = mail.data as MailData[MailKind]
  const to = { address, name, timeZone, language: languageFor(language) }
  return sendMail(settings, { id, kind, data, secretPath, to }, inBackground)
}

/** From now on nothing of the mail's link is kept. */
async function end<S extends 'sent' | 'refused' | 'dropped'>(
  { id }: Claimed,
  state: S,
  error: string | null,
): Promise<S> {
  await db.mail.updateMany({ where: { id, state: 'waiting' }, data: { state, error, path: null } })
  return state
}
