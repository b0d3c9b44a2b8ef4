import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { putMember } from './change-members.ts'
import { readGroup } from './group-rows.ts'
import type { GroupDetail } from './view.ts'

/** What somebody writes of a new group. */
export interface NewGroup {
  /** What YAML uses; never changes. Absent: made from the name. */
  slug?: string
  name: string
  description?: string
  /** Ids of those who are in it from the start. */
  members?: readonly string[]
}

/** `Büro Köln` is `buro-koln`. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}

/**
 * Makes a group.
 * @throws AppError `forbidden`, `conflict` for a slug that is taken, `invalid` for a name of which no slug can be made, `not-found` for a member
 */
export async function createGroup(actor: Actor, given: NewGroup): Promise<GroupDetail> {
  demand(actor, 'group:write')
  const { name, description = '', members = [] } = given
  const slug = given.slug ?? slugOf(name)
  if (slug === '')
    throw new AppError('invalid', 'No name for YAML can be made of this name: give a slug too.', {
      details: [{ path: 'slug', message: 'is required here' }],
    })
  const id = randomBytes(16).toString('base64url')
  try {
    return await transaction(async (tx) => {
      await tx.group.create({ data: { id, slug, name, description } })
      await audit(tx, actor, {
        action: 'group:create',
        subjectType: 'group',
        subjectId: id,
        after: { slug, name, description },
      })
      for (const personId of new Set(members))
        await putMember(tx, actor, { groupId: id, personId, owner: false })
      return { id, slug, name, description, memberCount: new Set(members).size, mayManage: true }
    })
  } catch (error) {
    if (!uniqueConflict(error)?.includes('slug')) throw error
    throw new AppError('conflict', `There is a group ${slug} already. Give this one another name in YAML.`, {
      details: [{ path: 'slug', message: 'is taken' }],
    })
  }
}

/** Changes what people call a group; what YAML calls it stays. @throws AppError `forbidden`, `not-found` */
export async function updateGroup(
  actor: Actor,
  id: string,
  given: { name: string; description?: string },
): Promise<GroupDetail> {
  demand(actor, 'group:write')
  return transaction(async (tx) => {
    const before = await readGroup(actor, id, tx)
    const { name, description = before.description } = given
    await tx.group.update({ where: { id }, data: { name, description } })
    await audit(tx, actor, {
      action: 'group:write',
      subjectType: 'group',
      subjectId: id,
      before: { name: before.name, description: before.description },
      after: { name, description },
    })
    return { ...before, name, description }
  })
}
