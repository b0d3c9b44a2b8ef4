import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'

/**
 * Takes a flow out of use: nothing new starts, what runs goes to its end, its history stays readable. Saving it again brings it back.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteFlow(
  actor: Actor,
  { namespace, id }: { namespace: string; id: string },
): Promise<void> {
  demand(actor, 'flow:delete', { namespace })
  await transaction(async (tx) => {
    const { count } = await tx.flow.updateMany({
      where: { namespace, id, deleted: false },
      data: { deleted: true, updatedAt: new Date() },
    })
    if (count === 0) throw new AppError('not-found', `There is no flow ${namespace}.${id}.`)
    await audit(tx, actor, { action: 'flow:delete', subjectType: 'flow', subjectId: `${namespace}/${id}` })
    await announce(tx, [`flow:${namespace}/${id}`])
  })
}
