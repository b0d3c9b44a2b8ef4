import { Readable } from 'node:stream'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { log } from '#server/log.ts'
import { mailSettings, type MailSettings } from '#server/mail/settings.ts'
import { deliver, inBackground, type Delivery } from '#server/mail/transport.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import { openReadable } from '#server/tasks/readable-file.ts'

const batch = 100
/** Nobody else takes a letter within this time; a worker that died with it lets it go to another one then. */
const leaseSeconds = 180
const longestPauseMs = 2 * 60 * 1000

interface Claimed {
  id: string
  executionId: string
  namespace: string
  content: string | null
  until: Date
  attempts: number
}

/** Sends the letters of tasks that are due, one after another. @returns how many were sent */
export async function sendLetters(): Promise<number> {
  const settings = mailSettings()
  let sent = 0
  for (let taken = 0; settings && taken < batch; taken++) {
    const letter = await claim()
    if (!letter) break
    const result = await send(settings, letter)
    if (result === 'sent') sent++
    if (result === 'failed') break
  }
  return sent
}

async function claim(): Promise<Claimed | undefined> {
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE "Letter" SET attempts = attempts + 1, "triedAt" = now(), "dueAt" = now() + ${leaseSeconds} * interval '1 second'
    WHERE id = (
      SELECT id FROM "Letter" WHERE state = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, "executionId", namespace, content, until, attempts`
  return row
}

async function send(settings: MailSettings, letter: Claimed): Promise<Delivery['outcome'] | 'dropped'> {
  const { id, executionId, attempts } = letter
  if (letter.until < new Date()) return end(letter, 'dropped', 'Its time was over before the server took it.')
  const delivery = await attempt(settings, letter)
  if (delivery.outcome === 'sent') return end(letter, 'sent', null)
  log().warn(
    { letterId: id, executionId, attempts, error: delivery.error },
    `A mail of a flow was not sent: ${delivery.outcome}`,
  )
  if (delivery.outcome === 'refused') return end(letter, 'refused', delivery.error)
  const pauseMs = Math.min(1000 * 2 ** attempts, longestPauseMs)
  await db.letter.updateMany({
    where: { id, state: 'waiting' },
    data: { dueAt: new Date(Date.now() + pauseMs), error: delivery.error },
  })
  return 'failed'
}

async function attempt(settings: MailSettings, claimed: Claimed): Promise<Delivery> {
  const { id, content, executionId, namespace } = claimed
  const reader = { executionId, namespace }
  try {
    const { from, ...letter } = JSON.parse(unseal(sealedFrom(content ?? ''))) as Letter
    const attachments = await Promise.all(
      letter.attachments.map(async ({ name, uri, contentType, cid }) => ({
        filename: name,
        content: Readable.from(await openReadable(reader, uri)),
        contentType,
        cid,
      })),
    )
    const { hostname: domain } = new URL(env().FORMWORK_URL)
    const whole = { ...letter, id, replyTo: from, attachments }
    return await deliver(settings, whole, { patience: inBackground, domain })
  } catch (error) {
    return { outcome: 'refused', error: `It cannot be put together: ${String(error)}` }
  }
}

/** From now on nothing of what it says is kept. */
async function end<S extends 'sent' | 'refused' | 'dropped'>(
  { id }: Claimed,
  state: S,
  error: string | null,
): Promise<S> {
  await db.letter.updateMany({ where: { id, state: 'waiting' }, data: { state, error, content: null } })
  return state
}

/** Gives up those whose time is over, also where no mail server is set any more, and forgets old ones. */
export async function purgeLetters(now: Date, keptMs: number): Promise<void> {
  await db.letter.updateMany({
    where: { state: 'waiting', until: { lt: now } },
    data: { state: 'dropped', content: null, error: 'Its time was over.' },
  })
  await db.letter.deleteMany({
    where: { state: { not: 'waiting' }, createdAt: { lt: new Date(now.getTime() - keptMs) } },
  })
}
