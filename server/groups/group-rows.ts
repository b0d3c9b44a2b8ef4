import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can, namespacesOf } from '#server/people/can.ts'
import type { GroupDetail, GroupMember, GroupSummary } from './view.ts'

/** What is read of a group. */
export const groupColumns = {
  id: true,
  slug: true,
  name: true,
  description: true,
  _count: { select: { members: true } },
} as const satisfies Prisma.GroupSelect

/** A row as the API shows it. */
export function toGroup({
  _count,
  ...group
}: Prisma.GroupGetPayload<{ select: typeof groupColumns }>): GroupSummary {
  return { ...group, memberCount: _count.members }
}

/** Which groups the actor may know: all by a role, wherever it holds, as groups are in no namespace; else those that they own. */
export function knownGroups(actor: Actor): Prisma.GroupWhereInput {
  if (namespacesOf(actor, 'group:read').length > 0) return {}
  return {
    id: { in: actor.groups.flatMap(({ id }) => (can(actor, 'group:read', { groupId: id }) ? [id] : [])) },
  }
}

/** @throws AppError `not-found`, also where the actor may not know of it */
export async function readGroup(actor: Actor, id: string, tx: Tx = db): Promise<GroupDetail> {
  const row = await tx.group.findFirst({ where: { AND: [{ id }, knownGroups(actor)] }, select: groupColumns })
  if (!row) throw new AppError('not-found', 'There is no such group, or you may not see it.')
  return { ...toGroup(row), mayManage: can(actor, 'group-member:write', { groupId: id }) }
}

/** What is read of a membership. */
export const memberColumns = {
  owner: true,
  source: true,
  group: { select: { id: true, name: true } },
  person: { select: { id: true, name: true, email: true, active: true, kind: true } },
} as const satisfies Prisma.GroupMemberSelect

/** A membership as the API shows it. */
export function toMember({
  owner,
  source,
  group,
  person,
}: Prisma.GroupMemberGetPayload<{ select: typeof memberColumns }>): GroupMember {
  const serviceAccount = person.kind === 'service-account'
  return {
    id: person.id,
    username: serviceAccount ? person.name : person.email,
    displayName: person.name,
    active: person.active,
    serviceAccount,
    groups: [{ ...group, external: source !== null, membership: owner ? 'OWNER' : 'MEMBER' }],
  }
}
