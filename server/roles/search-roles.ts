import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition } from '#server/api/filters.ts'
import { partOf } from '#server/api/where.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { listedRoles, roleDetail } from './stored-role.ts'
import type { RoleDetail, RoleSummary } from './view.ts'

export interface RoleSearch {
  /** From 1. */
  page: number
  size: number
  /** `name:desc`; ready roles come first without it. */
  sort?: string
  filters: readonly Condition[]
}

/** All roles, ready ones first, then by name. @throws AppError `forbidden` */
export async function listRoles(actor: Actor): Promise<RoleDetail[]> {
  demand(actor, 'role:read')
  const [roles, counts] = await Promise.all([
    listedRoles(),
    db.roleBinding.groupBy({ by: ['role'], _count: true }),
  ])
  const count = (id: string) => counts.find((one) => one.role === id)?._count ?? 0
  return roles.map((role) => roleDetail(role, count(role.id)))
}

/** Roles by a part of their name or description. @throws AppError `forbidden`, `invalid` for an unknown filter */
export async function searchRoles(
  actor: Actor,
  { page, size, sort, filters }: RoleSearch,
): Promise<{ results: RoleSummary[]; total: number }> {
  const wanted = filters.map((filter) => {
    if ('anyOf' in filter || filter.field !== 'q')
      return refuseFilter('filters', 'Roles are searched by q only.')
    return partOf(filter).contains.toLowerCase()
  })
  const all = (await listRoles(actor))
    .filter(({ name, description }) =>
      wanted.every((part) => `${name}\n${description}`.toLowerCase().includes(part)),
    )
    .map(({ permissions: _, ...summary }) => summary)
  if (sort) all.sort((a, b) => a.name.localeCompare(b.name, 'en') * (sort.endsWith(':desc') ? -1 : 1))
  return { results: all.slice((page - 1) * size, page * size), total: all.length }
}
