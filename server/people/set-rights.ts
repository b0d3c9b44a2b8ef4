import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { bindIn } from '#server/roles/bind-role.ts'
import { unbindIn } from '#server/roles/unbind-role.ts'
import { demandMembership } from '#server/groups/change-members.ts'
import { grantKey } from './grant-key.ts'
import type { RoleGrant } from './view.ts'

const everything = 'admin'

/** The roles with, or without, the one that administers the product; undefined: as they are. */
export function withEverything(
  roles: readonly RoleGrant[],
  administers: boolean | undefined,
): readonly RoleGrant[] {
  if (administers === undefined) return roles
  const others = roles.filter(({ role, namespace }) => role !== everything || namespace !== undefined)
  return administers ? [...others, { role: everything }] : others
}

/** Gives and takes roles until a person has these; what stays is not touched. The caller holds `lockAdmins` where something may go. */
export async function setRoles(
  tx: Tx,
  actor: Actor,
  { personId, grants }: { personId: string; grants: readonly RoleGrant[] },
): Promise<void> {
  const there = await tx.roleBinding.findMany({ where: { personId } })
  const wanted = new Set(grants.map(grantKey))
  const had = new Set(there.map(grantKey))
  for (const binding of there) if (!wanted.has(grantKey(binding))) await unbindIn(tx, actor, binding.id)
  for (const grant of grants)
    if (!had.has(grantKey(grant)))
      await bindIn(tx, actor, {
        type: 'USER',
        externalId: personId,
        roleId: grant.role,
        namespaceId: grant.namespace,
      })
}

/** Puts a person into these groups and out of all others; a membership that stays keeps its ownership. */
export async function setGroups(
  tx: Tx,
  actor: Actor,
  { personId, slugs }: { personId: string; slugs: readonly string[] },
): Promise<void> {
  const groups = await tx.group.findMany({
    where: { OR: [{ slug: { in: [...slugs] } }, { id: { in: [...slugs] } }] },
  })
  const unknown = slugs.filter((slug) => !groups.some((group) => group.slug === slug || group.id === slug))
  if (unknown.length > 0) {
    throw new AppError('invalid', `There is no such group: ${unknown.join(', ')}.`, {
      details: unknown.map((slug) => ({ path: 'groups', message: `there is no group ${slug}` })),
    })
  }
  await moveTo(tx, actor, { personId, wanted: groups.map(({ id }) => id) })
}

/** The same by the ids of groups, as the API names them. */
export async function setGroupIds(
  tx: Tx,
  actor: Actor,
  { personId, ids }: { personId: string; ids: readonly string[] },
): Promise<void> {
  const groups = await tx.group.findMany({ where: { id: { in: [...ids] } } })
  const unknown = ids.filter((id) => !groups.some((group) => group.id === id))
  if (unknown.length > 0)
    throw new AppError('invalid', `There is no such group: ${unknown.join(', ')}.`, {
      details: unknown.map((id) => ({ path: 'groups', message: `there is no group with the id ${id}` })),
    })
  await moveTo(tx, actor, { personId, wanted: ids })
}

async function moveTo(
  tx: Tx,
  actor: Actor,
  move: { personId: string; wanted: readonly string[] },
): Promise<void> {
  const { personId } = move
  const there = await tx.groupMember.findMany({ where: { personId } })
  const had = new Set(there.map(({ groupId }) => groupId))
  const wanted = new Set(move.wanted)
  const gone = [...had].filter((id) => !wanted.has(id))
  const come = [...wanted].filter((id) => !had.has(id))
  for (const groupId of [...gone, ...come]) await demandMembership(tx, actor, groupId)
  await tx.groupMember.deleteMany({ where: { personId, groupId: { in: gone } } })
  await tx.groupMember.createMany({ data: come.map((groupId) => ({ groupId, personId })) })
}
