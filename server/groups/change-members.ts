import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { demandHeld } from '#server/roles/held.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import { findRole } from '#server/roles/stored-role.ts'
import { transaction } from '#server/transaction.ts'
import { memberColumns, readGroup, toMember } from './group-rows.ts'
import type { GroupMember } from './view.ts'

/** Whom to put into or take out of a group. */
export interface Membership {
  groupId: string
  personId: string
}

/** Whoever is in a group has its roles: changing who is needs to hold them. @throws AppError `forbidden` */
export async function demandRolesOf(tx: Tx, actor: Actor, groupId: string): Promise<void> {
  for (const { role, namespace } of await tx.roleBinding.findMany({ where: { groupId } }))
    demandHeld(actor, (await findRole(role, tx))?.permissions ?? [], namespace ?? undefined)
}

/** That the actor may say who is in it: by a role, or as its owner. @throws AppError `forbidden`, `not-found` */
export async function demandMembership(tx: Tx, actor: Actor, groupId: string): Promise<void> {
  demand(actor, 'group-member:write', { groupId })
  await demandRolesOf(tx, actor, groupId)
}

/** Puts somebody into a group in the caller's transaction, or changes whether they own it. @throws AppError as `addMember` */
export async function putMember(
  tx: Tx,
  actor: Actor,
  { owner, ...where }: Membership & { owner: boolean },
): Promise<GroupMember> {
  const { groupId, personId } = where
  await demandMembership(tx, actor, groupId)
  if ((await tx.person.count({ where: { id: personId, kind: { not: 'guest' } } })) === 0)
    throw new AppError('not-found', 'There is no such person.')
  const row = await tx.groupMember.upsert({
    where: { groupId_personId: where },
    create: { ...where, owner },
    // given by hand: no claim takes it back
    update: { owner, source: null },
    select: memberColumns,
  })
  await auditMember(tx, actor, { groupId, after: { personId, owner } })
  return toMember(row)
}

/**
 * Puts a person or a service account into a group, or changes whether they own it.
 * @throws AppError `forbidden`, also where the group holds what the actor does not; `not-found`
 */
export async function addMember(actor: Actor, membership: Membership, owner: boolean): Promise<GroupMember> {
  return transaction(async (tx) => {
    demand(actor, 'group-member:write', membership)
    await readGroup(actor, membership.groupId, tx)
    return putMember(tx, actor, { ...membership, owner })
  })
}

/**
 * Takes somebody out of a group.
 * @throws AppError `forbidden`, also where the group holds what the actor does not; `not-found` when they are not in it;
 * `conflict` when no administrator would be left
 */
export async function removeMember(actor: Actor, { groupId, personId }: Membership): Promise<GroupMember> {
  return transaction(async (tx) => {
    await lockAdmins(tx)
    demand(actor, 'group-member:write', { groupId })
    await readGroup(actor, groupId, tx)
    await demandRolesOf(tx, actor, groupId)
    const where = { groupId_personId: { groupId, personId } }
    const row = await tx.groupMember.findUnique({ where, select: memberColumns })
    if (!row) throw new AppError('not-found', 'This person is not in this group.')
    await tx.groupMember.delete({ where })
    await auditMember(tx, actor, { groupId, before: { personId, owner: row.owner } })
    await demandAdmin(tx)
    return toMember(row)
  })
}

async function auditMember(
  tx: Tx,
  actor: Actor,
  event: {
    groupId: string
    before?: { personId: string; owner: boolean }
    after?: { personId: string; owner: boolean }
  },
): Promise<void> {
  const { groupId, ...change } = event
  await audit(tx, actor, { action: 'group:members', subjectType: 'group', subjectId: groupId, ...change })
}
