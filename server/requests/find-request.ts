import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { subjectOf } from './relations.ts'
import { rowSelect } from './rows.ts'

const found = {
  ...rowSelect,
  requesterId: true,
  round: true,
  closeReason: true,
  closedBy: { select: { id: true, name: true } },
  requester: { select: { id: true, name: true } },
  app: {
    select: {
      id: true,
      displayName: true,
      texts: true,
      icon: true,
      groups: true,
      disabled: true,
      deleted: true,
    },
  },
} as const satisfies Prisma.RequestSelect

export type FoundRequest = Prisma.RequestGetPayload<{ select: typeof found }>

/**
 * A request that the actor may see: their own, one they decide in, were added to or whose flow is their group's, or any of a
 * namespace in which they may read requests.
 * @throws AppError `not-found` for every other one too
 */
export async function findRequest(actor: Actor, id: string): Promise<FoundRequest> {
  const request = await db.request.findUnique({ where: { id }, select: found })
  const subject = request && { namespace: request.namespace, requesterId: request.requesterId }
  if (request && subject && can(actor, 'request:read', subject)) return request
  if (request && can(actor, 'request:read', await subjectOf(request))) return request
  throw new AppError('not-found', 'There is no such request, or you may not see it.')
}

/** Whether the actor may see a request. */
export async function seesRequest(actor: Actor, id: string): Promise<boolean> {
  try {
    await findRequest(actor, id)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false
    throw error
  }
}
