import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, uniqueConflict, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demandHeld } from '#server/roles/held.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import { findRole } from '#server/roles/stored-role.ts'
import { transaction } from '#server/transaction.ts'
import { couldEver, demand } from './can.ts'
import type { GroupDetail } from './view.ts'

const detail = {
  id: true,
  slug: true,
  name: true,
  members: {
    select: { owner: true, person: { select: { id: true, name: true, email: true } } },
    orderBy: { person: { name: 'asc' } },
  },
} as const satisfies Prisma.GroupSelect

function toDetail({ members, ...group }: Prisma.GroupGetPayload<{ select: typeof detail }>): GroupDetail {
  return { ...group, members: members.map(({ person, owner }) => ({ ...person, owner })) }
}

async function readGroup(tx: Tx, id: string): Promise<GroupDetail> {
  const row = await tx.group.findUnique({ where: { id }, select: detail })
  if (!row) throw new AppError('not-found', 'There is no such group.')
  return toDetail(row)
}

/** All groups by name, with who is in them: for admins, and for authors who name groups in YAML. */
export async function listGroups(actor: Actor): Promise<GroupDetail[]> {
  // a group belongs to no namespace: an author of any may see it
  if (!couldEver(actor, 'group:read')) demand(actor, 'group:read')
  const rows = await db.group.findMany({ select: detail, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(toDetail)
}

/** Makes an empty group. @throws AppError `forbidden`, `conflict` for a slug that is taken */
export async function createGroup(
  actor: Actor,
  { slug, name }: { slug: string; name: string },
): Promise<GroupDetail> {
  demand(actor, 'group:write')
  const id = randomBytes(16).toString('base64url')
  try {
    return await transaction(async (tx) => {
      await tx.group.create({ data: { id, slug, name } })
      await audit(tx, actor, {
        action: 'group:create',
        subjectType: 'group',
        subjectId: id,
        after: { slug, name },
      })
      return readGroup(tx, id)
    })
  } catch (error) {
    if (!uniqueConflict(error)?.includes('slug')) throw error
    throw new AppError('conflict', `There is a group ${slug} already.`, {
      details: [{ path: 'slug', message: 'is taken' }],
    })
  }
}

/** Whom to put into or take out of a group. */
export interface Membership {
  groupId: string
  personId: string
}

/**
 * Whoever is in a group has its roles: changing who is needs to hold them.
 * @throws AppError `forbidden`
 */
export async function demandMembership(tx: Tx, actor: Actor, groupId: string): Promise<void> {
  demand(actor, 'group:write')
  for (const { role, namespace } of await tx.roleBinding.findMany({ where: { groupId } }))
    demandHeld(actor, (await findRole(role, tx))?.permissions ?? [], namespace ?? undefined)
}

/** Puts a person into a group, or changes whether they own it. @throws AppError `forbidden`, `not-found` */
export async function addMember(
  actor: Actor,
  { groupId, personId }: Membership,
  owner: boolean,
): Promise<GroupDetail> {
  demand(actor, 'group:write')
  return transaction(async (tx) => {
    await readGroup(tx, groupId)
    await demandMembership(tx, actor, groupId)
    if ((await tx.person.count({ where: { id: personId } })) === 0) {
      throw new AppError('not-found', 'There is no such person.')
    }
    await tx.groupMember.upsert({
      where: { groupId_personId: { groupId, personId } },
      create: { groupId, personId, owner },
      update: { owner },
    })
    await auditMember(tx, actor, { groupId, after: { personId, owner } })
    return readGroup(tx, groupId)
  })
}

/** Takes a person out of a group. @throws AppError `forbidden`, `not-found` when they are not in it */
export async function removeMember(actor: Actor, { groupId, personId }: Membership): Promise<void> {
  demand(actor, 'group:write')
  await transaction(async (tx) => {
    await lockAdmins(tx)
    await demandMembership(tx, actor, groupId)
    const { count } = await tx.groupMember.deleteMany({ where: { groupId, personId } })
    if (count === 0) throw new AppError('not-found', 'This person is not in this group.')
    await demandAdmin(tx)
    await auditMember(tx, actor, { groupId, before: { personId } })
  })
}

async function auditMember(
  tx: Tx,
  actor: Actor,
  event: { groupId: string; before?: { personId: string }; after?: { personId: string; owner: boolean } },
): Promise<void> {
  const { groupId, ...change } = event
  await audit(tx, actor, { action: 'group:members', subjectType: 'group', subjectId: groupId, ...change })
}
