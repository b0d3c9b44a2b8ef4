import type { Actor } from '#server/actor.ts'
import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { noDraft } from './find-draft.ts'
import { keptSince } from './rows.ts'

/** Takes a draft away; its files go with the next purge of uploads. @throws AppError `not-found`, also for another person's */
export async function deleteDraft(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.draft.deleteMany({ where: { id, personId: actor.id } })
    if (count === 0) throw noDraft()
    await announce(tx, [`drafts:${actor.id}`])
  })
}

/**
 * The draft that a request is made of ends with its start, in one transaction.
 * @throws AppError `conflict` where it was sent or deleted already: another tab may have made a request of it
 */
export async function sendDraft(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { count } = await tx.draft.deleteMany({ where: { id, personId: actor.id } })
  if (count === 0) {
    const message =
      'This draft was sent or deleted in another tab. Submit again to make one more request of it.'
    throw new AppError('conflict', message, { details: [{ path: 'draftId', message }] })
  }
  await announce(tx, [`drafts:${actor.id}`])
}

/** Deletes what nobody went on with for 90 days. @returns how many */
export async function purgeDrafts(now: Date): Promise<number> {
  const { count } = await db.draft.deleteMany({ where: { updatedAt: { lt: keptSince(now) } } })
  return count
}
