import { Readable } from 'node:stream'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { leaseSeconds, sendDue, type MailQueue } from '#server/mail/send-due.ts'
import type { MailSettings } from '#server/mail/settings.ts'
import { deliver, inBackground, type Delivery, type Left } from '#server/mail/transport.ts'
import { seal, sealedFrom, unseal } from '#server/secrets/seal.ts'
import { openReadable, sizeOfReadable, type FileReader } from '#server/tasks/readable-file.ts'

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

/** A letter as it is kept: once the server has taken it for some of its people, who of them has not got it yet, and who never will. */
interface Kept extends Letter {
  only?: string[]
  refused?: string[]
}

async function attempt(settings: MailSettings, claimed: Claimed): Promise<Delivery> {
  const { id, content, executionId, namespace } = claimed
  const reader = { executionId, namespace }
  let kept: Kept
  try {
    kept = JSON.parse(unseal(sealedFrom(content ?? ''))) as Kept
    for (const { uri } of kept.attachments) await sizeOfReadable(reader, uri)
  } catch (error) {
    return {
      outcome: isOurs(error) ? 'refused' : 'failed',
      error: `It cannot be put together: ${String(error)}`,
    }
  }
  const { from, refused: _, ...letter } = kept
  const attachments = letter.attachments.map(({ name, uri, contentType, cid }) => ({
    filename: name,
    content: Readable.from(bytesOf(reader, uri)),
    contentType,
    cid,
  }))
  const { hostname: domain } = new URL(env().FORMWORK_URL)
  const whole = { ...letter, id, replyTo: from, attachments }
  const delivery = await deliver(settings, whole, { patience: inBackground, domain })
  return delivery.outcome === 'sent' ? withTheRest(id, kept, delivery) : delivery
}

/** What says that there is no such file for it holds for good; what a database or a disk says does not. */
function isOurs(error: unknown): boolean {
  return error instanceof AppError || (error instanceof Error && error.constructor === Error)
}

/** Opened when the first of them is asked for: where no server answers nobody would close it. */
async function* bytesOf(reader: FileReader, uri: string): AsyncGenerator<Uint8Array> {
  yield* await openReadable(reader, uri)
}

/** It goes on to those whom the server may take later, and to nobody twice. */
async function withTheRest(
  id: string,
  kept: Kept,
  { answer, left = [] }: Extract<Delivery, { outcome: 'sent' }>,
): Promise<Delivery> {
  const said = (ones: readonly Left[]) => ones.map(({ address, error }) => `${address}: ${error}`)
  const refused = [...(kept.refused ?? []), ...said(left.filter(({ forGood }) => forGood))]
  const later = left.filter(({ forGood }) => !forGood)
  const brief = (texts: readonly string[]) => texts.join('; ').slice(0, 2000)
  if (later.length === 0)
    return { outcome: 'sent', answer, note: refused.length > 0 ? brief(refused) : undefined }
  const rest: Kept = { ...kept, refused, only: later.map(({ address }) => address) }
  const content = seal(JSON.stringify(rest)).value
  await db.letter.updateMany({ where: { id, state: 'waiting' }, data: { content } })
  return { outcome: 'failed', error: brief(said(later)) }
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
