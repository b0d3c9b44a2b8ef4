import { db } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'
import { inLanguage } from '#server/notices/titles.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import type { MailData, MailKind } from './kinds.ts'
import { leaseSeconds, sendDue, type MailQueue } from './send-due.ts'
import { sendMail } from './send-mail.ts'
import type { MailSettings } from './settings.ts'
import { inBackground, type Delivery } from './transport.ts'
import { isMailKind } from './words.ts'

interface Claimed {
  id: string
  /** Null: of nobody here. */
  personId: string | null
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

const queue: MailQueue<Claimed> = {
  claim,
  droppedFor: ({ active }) => (active ? undefined : 'The person is no longer active.'),
  attempt,
  // once it is over nothing of the mail's link is kept
  change: (id, change) =>
    db.mail.updateMany({
      where: { id, state: 'waiting' },
      data: { ...change, ...(change.state ? { path: null } : {}) },
    }),
  named: ({ id, kind }) => ({ mailId: id, kind }),
}

/** Sends the mails to people that are due. @returns how many were sent */
export function sendWaiting(): Promise<number> {
  return sendDue(queue)
}

async function claim(): Promise<Claimed | undefined> {
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE "Mail" m SET attempts = m.attempts + 1, "triedAt" = now(), "dueAt" = now() + ${leaseSeconds} * interval '1 second'
    WHERE m.id = (
      SELECT id FROM "Mail" WHERE state = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING m.id, m."personId", m.kind, m.data, m.path, m.until, m.attempts, m.address,
      COALESCE(m.language, (SELECT p.language FROM "Person" p WHERE p.id = m."personId"), 'en') AS language,
      COALESCE((SELECT p.name FROM "Person" p WHERE p.id = m."personId"), '') AS name,
      COALESCE((SELECT p."timeZone" FROM "Person" p WHERE p.id = m."personId"), 'UTC') AS "timeZone",
      COALESCE((SELECT p.active FROM "Person" p WHERE p.id = m."personId"), true) AS active`
  return row
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
  const data = await readBy(language, kind, mail.data)
  const to = { id: mail.personId ?? undefined, address, name, timeZone, language: languageFor(language) }
  return sendMail(settings, { id, kind, data, secretPath, to }, inBackground)
}

/** What it tells, with what notices name in the reader's language. */
async function readBy(language: string, kind: MailKind, data: unknown): Promise<MailData[MailKind]> {
  // what was stored was `MailData` of this kind when it was written
  if (kind === 'notice') {
    const notice = data as MailData['notice']
    const [told = notice.data] = await inLanguage(language, [notice])
    return { ...notice, data: told }
  }
  if (kind !== 'digest') return data as MailData[MailKind]
  const digest = data as MailData['digest']
  const told = await inLanguage(language, digest.items)
  return {
    ...digest,
    items: digest.items.map((item, index) => ({ ...item, data: told[index] ?? item.data })),
  }
}
