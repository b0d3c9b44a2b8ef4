import { db } from '#server/db.ts'
import { keepDoing, type Duty } from '#server/duty.ts'
import { answerLinkAsks } from '#server/guests/ask-link.ts'
import { purgeLetters, sendLetters } from '#server/letters/send-letters.ts'
import { answerResetAsks } from '#server/mail-links/answer-asks.ts'
import { sendDigests } from '#server/notices/send-digests.ts'
import { sendWaiting } from './send-waiting.ts'

const everyMs = 1_000
const purgeEveryMs = 3_600_000
/** How long it is known that a mail was sent. */
const keptMs = 30 * 24 * 60 * 60 * 1000

/** Answers those who forgot their password or lost a link, and sends what waits, every second. */
export function keepMailing(): Duty {
  let nextPurge = Date.now()
  async function send() {
    await answerResetAsks()
    await answerLinkAsks()
    await sendDigests()
    await sendWaiting()
    await sendLetters()
    if (Date.now() < nextPurge) return
    nextPurge = Date.now() + purgeEveryMs
    await purge(new Date())
  }
  return keepDoing(send, { everyMs, failed: 'Mail could not be sent yet' })
}

async function purge(now: Date): Promise<void> {
  await purgeLetters(now, keptMs)
  // where no mail server is set any more nobody else gives them up
  await db.mail.updateMany({
    where: { state: 'waiting', until: { lt: now } },
    data: { state: 'dropped', path: null, error: 'Its time was over.' },
  })
  await db.mail.deleteMany({
    where: { state: { not: 'waiting' }, createdAt: { lt: new Date(now.getTime() - keptMs) } },
  })
}
