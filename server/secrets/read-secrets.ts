import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { namespaceWhere, partOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { lineOf } from '#server/namespaces/line.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { entryOf, shown, type SecretEntry } from './view.ts'

export interface SecretSearch {
  /** From 1. */
  page: number
  size: number
  /** `key:asc`. */
  sort?: string
  filters: readonly Condition[]
  /** Only of this one. */
  namespace?: string
}

/** Names of secrets that the actor may see, never their values. @throws AppError `forbidden`, `not-found`, `invalid` for an unknown filter */
export async function searchSecrets(
  actor: Actor,
  { page, size, sort, filters, namespace }: SecretSearch,
): Promise<{ results: SecretEntry[]; total: number }> {
  if (namespace !== undefined) demand(actor, 'secret:read', { namespace })
  const roots = namespacesOf(actor, 'secret:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'secret:read')
  const seen = roots === 'all' ? {} : { OR: roots.flatMap(within) }
  const where: Prisma.SecretWhereInput = { AND: [seen, { namespace }, ...whereOf(filters, conditionOf)] }
  const [rows, total] = await Promise.all([
    db.secret.findMany({
      where,
      select: shown,
      orderBy: orderOf(sort),
      skip: (page - 1) * size,
      take: size,
    }),
    db.secret.count({ where }),
  ])
  return { results: rows.map(entryOf), total }
}

/** Keys that flows of a namespace can read, by the namespace that they stand in, the nearest first. @throws AppError `forbidden`, `not-found` */
export async function inheritedSecrets(actor: Actor, namespace: string): Promise<Record<string, string[]>> {
  demand(actor, 'secret:read', { namespace })
  const line = lineOf(namespace)
  const rows = await db.secret.findMany({
    where: { namespace: { in: line } },
    select: { namespace: true, key: true },
    orderBy: { key: 'asc' },
  })
  const keysOf = (name: string) => rows.filter((row) => row.namespace === name).map(({ key }) => key)
  return Object.fromEntries(line.map((name) => [name, keysOf(name)]))
}

function orderOf(sort = 'key:asc'): Prisma.SecretOrderByWithRelationInput[] {
  const [name, direction] = sort.split(':')
  const order = direction === 'desc' ? 'desc' : 'asc'
  return name === 'namespace'
    ? [{ namespace: order }, { key: 'asc' }]
    : [{ [name === 'updateDate' ? 'updatedAt' : 'key']: order }, { namespace: 'asc' }, { key: 'asc' }]
}

function conditionOf(filter: Filter): Prisma.SecretWhereInput {
  const { field, op } = filter
  if (field === 'q') {
    const found = partOf(filter)
    return { OR: [{ key: found }, { description: found }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (field === 'key') return { key: textWhere(filter) }
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for secrets.`)
}
