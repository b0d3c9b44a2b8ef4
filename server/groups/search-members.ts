import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition } from '#server/api/filters.ts'
import { partOf, whereOf } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { memberColumns, readGroup, toMember } from './group-rows.ts'
import type { Candidate, GroupMember, PageOf } from './view.ts'

export interface MemberSearch {
  /** From 1. */
  page: number
  size: number
  filters: readonly Condition[]
}

const matching = (filter: Parameters<typeof partOf>[0]): Prisma.PersonWhereInput => {
  if (filter.field !== 'q') return refuseFilter(filter.field, `There is no filter ${filter.field}.`)
  const part = partOf(filter)
  return { OR: [{ name: part }, { email: part }] }
}

/** Who is in a group, owners first, then by name. @throws AppError `not-found`, `invalid` for an unknown filter */
export async function searchMembers(
  actor: Actor,
  groupId: string,
  { page, size, filters }: MemberSearch,
): Promise<PageOf<GroupMember>> {
  await readGroup(actor, groupId)
  const where: Prisma.GroupMemberWhereInput = { groupId, person: { AND: whereOf(filters, matching) } }
  const [rows, total] = await Promise.all([
    db.groupMember.findMany({
      where,
      select: memberColumns,
      orderBy: [{ owner: 'desc' }, { person: { name: 'asc' } }, { personId: 'asc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.groupMember.count({ where }),
  ])
  return { results: rows.map(toMember), total }
}

const shown = 10

/**
 * Active people who are not in a group yet, by a part of their name or mail: for who puts them in, and may know nobody else.
 * @throws AppError `forbidden`, `not-found`
 */
export async function searchCandidates(actor: Actor, groupId: string, q: string): Promise<Candidate[]> {
  await readGroup(actor, groupId)
  demand(actor, 'group-member:write', { groupId })
  const part = partOf({ field: 'q', op: 'CONTAINS', values: [q.replace(/[\\%_]/g, String.raw`\$&`)] })
  return db.person.findMany({
    where: {
      kind: 'person',
      active: true,
      OR: [{ name: part }, { email: part }],
      memberships: { none: { groupId } },
    },
    select: { id: true, name: true, email: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: shown,
  })
}
