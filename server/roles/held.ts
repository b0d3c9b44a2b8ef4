import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { isWithin, namespacesOf } from '#server/people/can.ts'
import { loadRights } from '#server/people/load-actor.ts'
import type { Permission } from '#server/people/permissions.ts'
import { known } from './stored-role.ts'
import { isReadyRole, permissionsOf } from '#server/people/ready-roles.ts'

/** Which of these the actor does not hold, everywhere or in the namespace. */
export function lacking(actor: Actor, permissions: readonly Permission[], namespace?: string): Permission[] {
  return permissions.filter((permission) => {
    const roots = namespacesOf(actor, permission)
    if (roots === 'all') return false
    return namespace === undefined || !roots.some((root) => isWithin(namespace, root))
  })
}

/**
 * Nobody gives what they do not hold, nor takes it away.
 * @throws AppError `forbidden`
 */
export function demandHeld(actor: Actor, permissions: readonly Permission[], namespace?: string): void {
  const missing = lacking(actor, permissions, namespace)
  if (missing.length === 0) return
  const where = namespace === undefined ? 'everywhere' : `in ${namespace}`
  const named = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ' …' : '')
  throw new AppError(
    'forbidden',
    `Nobody can give or take what they do not hold themselves: you do not hold ${named} ${where}. Ask somebody who does.`,
  )
}

/** The same for all that a person holds, by themselves and by their groups: whoever may less must not become them. */
export async function demandNotAbove(tx: Tx, actor: Actor, personId: string): Promise<void> {
  if (personId === actor.id) return
  for (const { role, namespace, permissions } of await loadRights(personId, tx)) {
    const held = permissions ? known(permissions) : isReadyRole(role) ? permissionsOf(role) : []
    demandHeld(actor, held, namespace)
  }
}
