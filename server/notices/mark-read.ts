import type { Actor } from '#server/actor.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'

/**
 * Marks notices of the actor as read; ids of anybody else's are passed over, as if they were not there.
 * @param ids `all`: every one
 */
export async function markRead(actor: Actor, ids: readonly string[] | 'all'): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { personId: actor.id, readAt: null, ...(ids === 'all' ? {} : { id: { in: [...ids] } }) },
      data: { readAt: new Date() },
    })
    if (count > 0) await announce(tx, [`notices:${actor.id}`])
  })
}
