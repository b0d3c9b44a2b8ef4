import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'

/** A sign-in this long ago says that the person is there still. */
const recentMs = 10 * 60 * 1000

/** Whether the actor has signed in a moment ago; a token or a password by the call is no sign-in. */
export async function isRecent({ id, sessionId }: Actor): Promise<boolean> {
  if (sessionId === undefined) return false
  const since = new Date(Date.now() - recentMs)
  return (await db.session.count({ where: { id: sessionId, personId: id, createdAt: { gt: since } } })) > 0
}
