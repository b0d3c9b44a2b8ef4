import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { readRole } from './stored-role.ts'

/**
 * Deletes a custom role that nobody has.
 * @throws AppError `forbidden`, `not-found`, `conflict` for a ready role and where somebody has it
 */
export async function deleteRole(actor: Actor, id: string): Promise<void> {
  demand(actor, 'role:write')
  await transaction(async (tx) => {
    // a binding that is made meanwhile waits for this row, and then finds no role
    await tx.$executeRaw`SELECT 1 FROM "CustomRole" WHERE id = ${id} FOR UPDATE`
    const role = await readRole(id, tx)
    if (role.isManaged) throw new AppError('conflict', 'A ready role cannot be deleted.')
    const held = await tx.roleBinding.count({ where: { role: id } })
    if (held > 0)
      throw new AppError(
        'conflict',
        `The role ${role.name} is given ${held} times: take it away there first.`,
      )
    await tx.customRole.delete({ where: { id } })
    await audit(tx, actor, {
      action: 'role:delete',
      subjectType: 'role',
      subjectId: id,
      before: { name: role.name, permissions: [...role.permissions] },
    })
  })
}
