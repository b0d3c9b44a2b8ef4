import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { audit, type AuditEvent } from './record.ts'

/**
 * Does what takes effect outside the database. It is audited before: nothing that counts is without its entry, wherever a
 * process dies. What throws is audited as refused too.
 */
export async function audited<T>(actor: Actor, event: AuditEvent, act: () => Promise<T>): Promise<T> {
  await audit(db, actor, event)
  try {
    return await act()
  } catch (error) {
    await audit(db, actor, { ...event, refused: true })
    throw error
  }
}
