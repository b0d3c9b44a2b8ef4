import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition } from '#server/api/filters.ts'
import { partOf, textWhere, whereOf } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { accountColumns, accountWhere, readAccount, toAccount } from './account-rows.ts'
import type { ServiceAccount } from './view.ts'

export interface AccountSearch {
  /** From 1. */
  page: number
  size: number
  /** `name:desc` */
  sort?: string
  filters: readonly Condition[]
}

/** Service accounts by name. @throws AppError `forbidden`, `invalid` for an unknown filter */
export async function searchAccounts(
  actor: Actor,
  { page, size, sort, filters }: AccountSearch,
): Promise<{ results: ServiceAccount[]; total: number }> {
  demand(actor, 'service-account:read')
  const where: Prisma.PersonWhereInput = {
    AND: [
      accountWhere,
      ...whereOf(filters, (filter): Prisma.PersonWhereInput => {
        if (filter.field === 'name') return { name: textWhere(filter) }
        if (filter.field !== 'q') return refuseFilter(filter.field, `There is no filter ${filter.field}.`)
        const part = partOf(filter)
        return { OR: [{ name: part }, { description: part }] }
      }),
    ],
  }
  const [rows, total] = await Promise.all([
    db.person.findMany({
      where,
      select: accountColumns,
      orderBy: [{ name: sort?.endsWith(':desc') ? 'desc' : 'asc' }, { id: 'asc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.person.count({ where }),
  ])
  return { results: rows.map(toAccount), total }
}

/** One service account. @throws AppError `forbidden`, `not-found` */
export async function getAccount(actor: Actor, id: string): Promise<ServiceAccount> {
  demand(actor, 'service-account:read')
  return readAccount(id)
}
