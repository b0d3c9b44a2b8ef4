import { db } from '#server/db.ts'
import type { Posted } from './post-to-channel.ts'

/** Keeps what the chat said last, for who looks after the channel. */
export async function noteAnswer(groupId: string, posted: Posted): Promise<void> {
  const at = new Date()
  await db.groupChannel.updateMany({
    where: { groupId },
    data:
      posted.outcome === 'sent'
        ? { lastSentAt: at, lastError: null, lastErrorAt: null }
        : { lastError: posted.error, lastErrorAt: at },
  })
}
