import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { demand } from '#server/people/can.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import { transaction } from '#server/transaction.ts'
import { demandRolesOf } from './change-members.ts'
import { readGroup } from './group-rows.ts'

/**
 * Deletes a group: its members lose what it gave them. Apps for this group alone are for nobody then.
 * @throws AppError `forbidden`, also where it holds what the actor does not; `not-found`; `conflict` when no administrator would be left
 */
export async function deleteGroup(actor: Actor, id: string): Promise<void> {
  demand(actor, 'group:write')
  await transaction(async (tx) => {
    await lockAdmins(tx)
    const { slug, name, memberCount } = await readGroup(actor, id, tx)
    await demandRolesOf(tx, actor, id)
    await tx.group.delete({ where: { id } })
    await demandAdmin(tx)
    await audit(tx, actor, {
      action: 'group:delete',
      subjectType: 'group',
      subjectId: id,
      before: { slug, name, members: memberCount },
    })
  })
}
