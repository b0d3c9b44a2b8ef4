import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition } from '#server/api/filters.ts'
import { partOf, whereOf } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { groupColumns, knownGroups, readGroup, toGroup } from './group-rows.ts'
import type { GroupDetail, GroupSummary, PageOf } from './view.ts'

export interface GroupSearch {
  /** From 1. */
  page: number
  size: number
  /** `name:desc` */
  sort?: string
  filters: readonly Condition[]
}

/** Groups by a part of name, slug or description: all for who may read groups, else those that the actor owns. */
export async function searchGroups(
  actor: Actor,
  { page, size, sort, filters }: GroupSearch,
): Promise<PageOf<GroupSummary>> {
  const where: Prisma.GroupWhereInput = {
    AND: [
      knownGroups(actor),
      ...whereOf(filters, (filter): Prisma.GroupWhereInput => {
        if (filter.field !== 'q') return refuseFilter(filter.field, `There is no filter ${filter.field}.`)
        const part = partOf(filter)
        return { OR: [{ name: part }, { slug: part }, { description: part }] }
      }),
    ],
  }
  const [rows, total] = await Promise.all([
    db.group.findMany({
      where,
      select: groupColumns,
      orderBy: [{ name: sort?.endsWith(':desc') ? 'desc' : 'asc' }, { id: 'asc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.group.count({ where }),
  ])
  return { results: rows.map(toGroup), total }
}

/** All groups that the actor may know, by name; `ids`: only those of them. */
export async function listGroups(actor: Actor, ids?: readonly string[]): Promise<GroupSummary[]> {
  const rows = await db.group.findMany({
    where: { AND: [knownGroups(actor), ids ? { id: { in: [...ids] } } : {}] },
    select: groupColumns,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toGroup)
}

/** One group. @throws AppError `not-found` */
export async function getGroup(actor: Actor, id: string): Promise<GroupDetail> {
  return readGroup(actor, id)
}
