import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'

/** Namespaces in which there are flows that the actor may read, by name. @throws AppError `forbidden` */
export async function distinctNamespaces(actor: Actor, q?: string): Promise<string[]> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const within = roots === 'all' ? [] : roots
  const rows = await db.flow.findMany({
    where: {
      deleted: false,
      ...(q === undefined || q === '' ? {} : { namespace: { contains: q, mode: 'insensitive' } }),
      ...(within.length === 0
        ? {}
        : { OR: within.flatMap((root) => [{ namespace: root }, { namespace: { startsWith: `${root}.` } }]) }),
    },
    distinct: ['namespace'],
    select: { namespace: true },
    orderBy: { namespace: 'asc' },
  })
  return rows.map(({ namespace }) => namespace)
}
