import { seenIn } from '#server/approvals/frozen.ts'
import { db } from '#server/db.ts'
import { languageFor, type Language } from '#server/languages/languages.ts'
import { log } from '#server/log.ts'
import { noteAnswer } from './note-answer.ts'
import { postToChannel, type Posted } from './post-to-channel.ts'
import { askedMessage, type Asked } from './words.ts'

const batch = 100
/** Seconds in which nobody else takes what was claimed. */
const leaseSeconds = 60
const longestPauseMs = 10 * 60 * 1000
/** Whatever a chat asks for. */
const longestAskedPauseMs = 60 * 60 * 1000

interface Claimed {
  id: string
  groupId: string
  approvalId: string
  /** This one counted. */
  attempts: number
  until: Date
}

/**
 * Tells channels what waits for their groups. Several workers may do so at once: each message is taken by one. Where a chat does not
 * answer, what waits for it waits on, and the others are told.
 * @returns how many were sent
 */
export async function sendMessages(): Promise<number> {
  let sent = 0
  for (let taken = 0; taken < batch; taken++) {
    const message = await claim()
    if (!message) break
    if ((await send(message)) === 'sent') sent++
  }
  return sent
}

async function claim(): Promise<Claimed | undefined> {
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE "ChannelMessage" SET attempts = attempts + 1, "dueAt" = now() + ${leaseSeconds} * interval '1 second'
    WHERE id = (
      SELECT id FROM "ChannelMessage" WHERE state = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT 1
      FOR UPDATE SKIP LOCKED)
    RETURNING id, "groupId", "approvalId", attempts, until`
  return row
}

async function send(message: Claimed): Promise<Posted['outcome'] | 'dropped'> {
  const { id, groupId, approvalId, attempts, until } = message
  const end = (state: 'sent' | 'refused' | 'dropped', error: string | null = null) =>
    db.channelMessage.updateMany({ where: { id, state: 'waiting' }, data: { state, error } })
  const channel = await db.groupChannel.findUnique({
    where: { groupId },
    select: { url: true, language: true, group: { select: { name: true } } },
  })
  // with its channel went the message
  if (!channel) return 'dropped'
  const language = languageFor(channel.language)
  const asked = await readAsked(approvalId, { group: channel.group.name, language })
  if (!asked || until < new Date()) {
    await end('dropped', asked ? 'Its time was over.' : 'There is nothing to decide any more.')
    return 'dropped'
  }
  const posted = await postToChannel(channel.url, askedMessage(asked, language))
  await noteAnswer(groupId, posted)
  if (posted.outcome === 'sent') {
    await end('sent')
    return 'sent'
  }
  const { error } = posted
  log().warn(
    { messageId: id, groupId, approvalId, attempts, error },
    `A channel was not told: ${posted.outcome}`,
  )
  if (posted.outcome === 'refused') await end('refused', error)
  else {
    const own = Math.min(1000 * 2 ** attempts, longestPauseMs)
    const pauseMs = Math.min(posted.retryAfterMs ?? own, longestAskedPauseMs)
    const dueAt = new Date(Date.now() + pauseMs)
    await db.channelMessage.updateMany({ where: { id, state: 'waiting' }, data: { error, dueAt } })
    await db.channelMessage.updateMany({
      where: { groupId, state: 'waiting', dueAt: { lt: dueAt } },
      data: { dueAt },
    })
  }
  return posted.outcome
}

/** What is asked now; undefined: it was decided, or is gone. */
async function readAsked(
  approvalId: string,
  { group, language }: { group: string; language: Language },
): Promise<Asked | undefined> {
  const approval = await db.approval.findUnique({ where: { id: approvalId, state: 'OPEN' } })
  if (!approval) return undefined
  const request = await db.request.findUnique({
    where: { id: approval.requestId ?? '' },
    select: { number: true, requester: { select: { name: true } } },
  })
  return {
    approvalId,
    group,
    title: seenIn(approval, language).title,
    number: request?.number,
    requester: request?.requester.name,
    dueAt: approval.dueAt ?? undefined,
    again: approval.round > 1,
  }
}
