import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { matched } from '#server/api/regex.ts'
import { namespaceWhere, partOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db, Prisma } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { alive, rowOf } from './store.ts'
import { entryOf, type KvEntry } from './view.ts'

export interface KeySearch {
  /** From 1. */
  page: number
  size: number
  /** `key:asc`. */
  sort?: string
  filters: readonly Condition[]
}

/** Living keys of all namespaces that the actor may see. @throws AppError `forbidden`, `invalid` for an unknown filter */
export async function searchKeys(
  actor: Actor,
  { page, size, sort, filters }: KeySearch,
): Promise<{ results: KvEntry[]; total: number }> {
  const roots = namespacesOf(actor, 'kv:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'kv:read')
  const seen = roots === 'all' ? {} : { OR: roots.flatMap(within) }
  const where: Prisma.KeyValueWhereInput = {
    AND: [seen, alive(), ...whereOf(await matched(filters, names), conditionOf)],
  }
  const [rows, total] = await Promise.all([
    db.keyValue.findMany({ where, orderBy: orderOf(sort), skip: (page - 1) * size, take: size }),
    db.keyValue.count({ where }),
  ])
  return { results: rows.map((row) => entryOf(rowOf(row))), total }
}

const table = Prisma.sql`"KeyValue"`
const names = {
  namespace: { column: Prisma.sql`namespace`, table },
  key: { column: Prisma.sql`key`, table },
}

const columns: Readonly<Record<string, keyof Prisma.KeyValueOrderByWithRelationInput>> = {
  namespace: 'namespace',
  key: 'key',
  creationDate: 'createdAt',
  updateDate: 'updatedAt',
  expirationDate: 'expiresAt',
}

function orderOf(sort = 'namespace:asc'): Prisma.KeyValueOrderByWithRelationInput[] {
  const [name = '', direction] = sort.split(':')
  const column = columns[name] ?? 'namespace'
  return [{ [column]: direction === 'desc' ? 'desc' : 'asc' }, { namespace: 'asc' }, { key: 'asc' }]
}

function conditionOf(filter: Filter): Prisma.KeyValueWhereInput {
  const { field, op } = filter
  if (field === 'q') {
    const found = partOf(filter)
    return { OR: [{ key: found }, { namespace: found }, { description: found }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (field === 'key' || field === 'type') return { [field]: textWhere(filter) }
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for keys.`)
}
