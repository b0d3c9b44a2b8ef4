import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { removeTriggers } from '#server/triggers/store-triggers.ts'

/**
 * Takes a flow out of use: nothing new starts, what runs goes to its end, its history stays readable. Saving it again brings it back.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteFlow(
  actor: Actor,
  { namespace, id }: { namespace: string; id: string },
): Promise<void> {
  demand(actor, 'flow:delete', { namespace })
  await transaction((tx) => deleteIn(tx, actor, { namespace, id }))
}

/** Deletes within a transaction; who calls has asked for the permission. @throws AppError `not-found` */
export async function deleteIn(
  tx: Tx,
  actor: Actor,
  { namespace, id }: { namespace: string; id: string },
): Promise<void> {
  const { count } = await tx.flow.updateMany({
    where: { namespace, id, deleted: false },
    data: { deleted: true, updatedAt: new Date() },
  })
  if (count === 0) throw new AppError('not-found', `There is no flow ${namespace}.${id}.`)
  await removeTriggers(tx, { namespace, flowId: id })
  await audit(tx, actor, { action: 'flow:delete', subjectType: 'flow', subjectId: `${namespace}/${id}` })
  await announce(tx, [`flow:${namespace}/${id}`])
}
