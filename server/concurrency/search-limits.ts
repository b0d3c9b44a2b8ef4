import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import { limitsOf } from './limits.ts'
import type { LimitView } from './view.ts'

/** The limits of the flows that the actor may see. @throws AppError `forbidden` */
export async function searchLimits(actor: Actor): Promise<Page<LimitView>> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const results = await limitsOf(
    db,
    roots === 'all' ? Prisma.sql`true` : Prisma.join(roots.map(within), ' OR ', '(', ')'),
  )
  return { results, total: results.length }
}

function within(root: string): Prisma.Sql {
  return Prisma.sql`f.namespace = ${root} OR starts_with(f.namespace, ${`${root}.`})`
}
