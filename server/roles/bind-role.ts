import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { bindingColumns, toBinding } from './binding.ts'
import { demandHeld } from './held.ts'
import { findRole } from './stored-role.ts'
import type { BindingDetail } from './view.ts'

/** A role for a person or a group. */
export interface Grant {
  type: 'USER' | 'GROUP'
  /** Id of the person or the group. */
  externalId: string
  roleId: string
  /** It and all below it; absent: everywhere. */
  namespaceId?: string
}

const most = 100

async function demandHolder(tx: Tx, { type, externalId: id }: Grant): Promise<void> {
  const count =
    type === 'USER'
      ? tx.person.count({ where: { id, kind: { not: 'guest' } } })
      : tx.group.count({ where: { id } })
  if ((await count) === 0)
    throw invalid('externalId', `There is no such ${type === 'USER' ? 'person' : 'group'}.`)
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid', message, { details: [{ path, message }] })
}

/** Gives a role in the caller's transaction. Given twice, it is there once. @throws AppError as `bindRole` */
export async function bindIn(tx: Tx, actor: Actor, grant: Grant): Promise<BindingDetail> {
  const { type, externalId, roleId, namespaceId: namespace } = grant
  demand(actor, 'binding:write', { namespace })
  // two calls of the same make one, and what was looked at here stays until it is given
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`roles of ${externalId}`}))`
  await tx.$executeRaw`SELECT 1 FROM "CustomRole" WHERE id = ${roleId} FOR SHARE`
  const role = await findRole(roleId, tx)
  if (!role) throw invalid('roleId', 'There is no such role.')
  demandHeld(actor, role.permissions, namespace)
  const holder = type === 'USER' ? { personId: externalId } : { groupId: externalId }
  const where: Prisma.RoleBindingWhereInput = { ...holder, role: roleId, namespace: namespace ?? null }
  const there = await tx.roleBinding.findFirst({ where, select: bindingColumns })
  if (there) return toBinding(there)
  await demandHolder(tx, grant)
  if ((await tx.roleBinding.count({ where: holder })) >= most)
    throw new AppError('conflict', `Nobody has more than ${most} roles: take one away first.`)
  const id = randomBytes(16).toString('base64url')
  const row = await tx.roleBinding.create({
    data: { id, ...holder, role: roleId, customRoleId: role.isManaged ? null : roleId, namespace },
    select: bindingColumns,
  })
  await audit(tx, actor, {
    action: 'binding:create',
    subjectType: type === 'USER' ? 'person' : 'group',
    subjectId: externalId,
    after: { role: role.name, roleId, namespace: namespace ?? null },
  })
  return toBinding(row)
}

/**
 * Gives roles to people or groups, all or none.
 * @throws AppError `forbidden`, also for what the actor does not hold; `invalid`, `conflict`
 */
export async function bindRoles(actor: Actor, grants: readonly Grant[]): Promise<BindingDetail[]> {
  return transaction(async (tx) => {
    const made: BindingDetail[] = []
    for (const grant of grants) made.push(await bindIn(tx, actor, grant))
    return made
  })
}
