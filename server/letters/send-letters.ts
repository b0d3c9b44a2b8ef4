import { Readable } from 'node:stream'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { leaseSeconds, sendDue, type MailQueue } from '#server/mail/send-due.ts'
import type { MailSettings } from '#server/mail/settings.ts'
import { deliver, inBackground, type Delivery } from '#server/mail/transport.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import { openReadable } from '#server/tasks/readable-file.ts'

interface Claimed {
  id: string
  executionId: string
  namespace: string
  content: string | null
  until: Date
  attempts: number
}

const queue: MailQueue<Claimed> = {
  claim,
  attempt,
  change: (id, change) =>
    db.letter.updateMany({
      where: { id, state: 'waiting' },
      data: { ...change, ...(change.state ? { content: null } : {}) },
    }),
  named: ({ id, executionId }) => ({ letterId: id, executionId }),
}

/** Sends the letters of tasks that are due. @returns how many were sent */
export function sendLetters(): Promise<number> {
  return sendDue(queue)
}

async function claim(): Promise<Claimed | undefined> {
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE "Letter" SET attempts = attempts + 1, "triedAt" = now(), "dueAt" = now() + ${leaseSeconds} * interval '1 second'
    WHERE id = (
      SELECT id FROM "Letter" WHERE state = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, "executionId", namespace, content, until, attempts`
  return row
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
