import type { Actor } from '#server/actor.ts'
import { within } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can, demand, namespacesOf } from '#server/people/can.ts'
import { bindingColumns, toBinding } from './binding.ts'
import type { BindingDetail } from './view.ts'

export interface BindingSearch {
  /** From 1. */
  page: number
  size: number
  type?: 'USER' | 'GROUP'
  /** Of the person or the group. */
  id?: string
  roleId?: string
  namespace?: string
}

/** Who has which role where, as far as the actor may know. @throws AppError `forbidden` */
export async function searchBindings(
  actor: Actor,
  { page, size, type, id, roleId, namespace }: BindingSearch,
): Promise<{ results: BindingDetail[]; total: number }> {
  const roots = namespacesOf(actor, 'binding:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'binding:read')
  const holders: Prisma.RoleBindingWhereInput[] = []
  if (type !== 'GROUP') holders.push({ personId: id ?? { not: null } })
  if (type !== 'USER') holders.push({ groupId: id ?? { not: null } })
  const where: Prisma.RoleBindingWhereInput = {
    AND: [{ OR: holders }, roots === 'all' ? {} : { OR: roots.flatMap(within) }],
    role: roleId,
    namespace,
  }
  const [rows, total] = await Promise.all([
    db.roleBinding.findMany({
      where,
      select: bindingColumns,
      orderBy: [{ role: 'asc' }, { namespace: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.roleBinding.count({ where }),
  ])
  return { results: rows.map(toBinding), total }
}

/** One binding. @throws AppError `forbidden`, `not-found` */
export async function getBinding(actor: Actor, id: string): Promise<BindingDetail> {
  const row = await db.roleBinding.findUnique({ where: { id }, select: bindingColumns })
  const binding = row && toBinding(row)
  if (!binding || !can(actor, 'binding:read', binding))
    throw new AppError('not-found', 'There is no such binding.')
  return binding
}
