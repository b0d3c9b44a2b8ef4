import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { limitsOf } from './limits.ts'
import type { LimitView } from './view.ts'

/** The limit of one flow; undefined where it has none. @throws AppError `not-found` where the actor may not see the flow */
export async function getLimit(
  actor: Actor,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<LimitView | undefined> {
  demand(actor, 'flow:read', { namespace })
  const [limit] = await limitsOf(db, Prisma.sql`f.namespace = ${namespace} AND f.id = ${flowId}`)
  return limit
}
