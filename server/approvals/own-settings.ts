import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { transaction } from '#server/transaction.ts'

/** How one decides. */
export interface ApprovalSettings {
  /** How long what one decides in the browser can be taken back, 0 to 10: it counts after that. */
  holdSeconds: number
}

/** One's own. */
export async function readApprovalSettings(actor: Actor): Promise<ApprovalSettings> {
  return db.person.findUniqueOrThrow({ where: { id: actor.id }, select: { holdSeconds: true } })
}

/** Changes one's own; what is held already stays held as it was. */
export async function changeApprovalSettings(
  actor: Actor,
  { holdSeconds }: ApprovalSettings,
): Promise<ApprovalSettings> {
  const before = await readApprovalSettings(actor)
  return transaction(async (tx) => {
    const after = await tx.person.update({
      where: { id: actor.id },
      data: { holdSeconds },
      select: { holdSeconds: true },
    })
    await audit(tx, actor, {
      action: 'user:approval-settings',
      subjectType: 'person',
      subjectId: actor.id,
      before: { ...before },
      after,
    })
    return after
  })
}
