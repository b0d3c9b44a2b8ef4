import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can, demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { bindingColumns, toBinding } from './binding.ts'
import { demandHeld } from './held.ts'
import { demandAdmin, lockAdmins } from './last-admin.ts'
import { findRole } from './stored-role.ts'

/** Takes a role away in the caller's transaction, which holds `lockAdmins`. @throws AppError as `unbindRole` */
export async function unbindIn(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await tx.roleBinding.findUnique({ where: { id }, select: bindingColumns })
  const binding = row && toBinding(row)
  if (!binding || !can(actor, 'binding:read', binding))
    throw new AppError('not-found', 'There is no such binding.')
  demand(actor, 'binding:write', binding)
  demandHeld(actor, (await findRole(binding.role.id, tx))?.permissions ?? [], binding.namespace)
  await tx.roleBinding.delete({ where: { id } })
  await audit(tx, actor, {
    action: 'binding:delete',
    subjectType: binding.type === 'USER' ? 'person' : 'group',
    subjectId: (binding.user ?? binding.group)?.id ?? '',
    before: { role: binding.role.name, roleId: binding.role.id, namespace: binding.namespace ?? null },
  })
}

/**
 * Takes a role away from whom it was given to.
 * @throws AppError `forbidden`, also for what the actor does not hold; `not-found`; `conflict` when no administrator would be left
 */
export async function unbindRole(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    await lockAdmins(tx)
    await unbindIn(tx, actor, id)
    await demandAdmin(tx)
  })
}
