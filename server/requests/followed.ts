import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { can } from '#server/people/can.ts'
import { decidersOf } from './relations.ts'

/** The newest that one person follows. */
const most = 500

/**
 * Ids of the requests that the actor follows. To follow by one's own wish opens nothing: what the actor may see no more is left
 * out. As many queries for any number.
 */
export async function followedBy(actor: Actor): Promise<string[]> {
  const rows = await db.follower.findMany({
    where: { personId: actor.id },
    orderBy: { createdAt: 'desc' },
    take: most,
    select: {
      addedById: true,
      request: {
        select: { id: true, namespace: true, flowId: true, requesterId: true, currentExecutionId: true },
      },
    },
  })
  const [deciders, owned] = await Promise.all([
    decidersOf(rows.map(({ request }) => request.id)),
    ownedBy(
      actor,
      rows.map(({ request }) => request),
    ),
  ])
  return rows.flatMap(({ addedById, request: { id, namespace, requesterId } }) => {
    const subject = {
      namespace,
      requesterId,
      deciderIds: deciders.get(id) ?? [],
      followerIds: addedById === null ? [] : [actor.id],
      flowOwnerIds: owned.has(id) ? [actor.id] : [],
    }
    return can(actor, 'request:read', subject) ? [id] : []
  })
}

interface OfFlow {
  id: string
  namespace: string
  flowId: string
  currentExecutionId: string
}

/** Those whose flow names a group of the actor's as its owner. */
async function ownedBy(actor: Actor, requests: readonly OfFlow[]): Promise<Set<string>> {
  const executions = await db.execution.findMany({
    where: { id: { in: requests.map(({ currentExecutionId }) => currentExecutionId) } },
    select: { id: true, flowRevision: true },
  })
  const revisions = new Map(executions.map(({ id, flowRevision }) => [id, flowRevision]))
  const groups = new Set(actor.groups.map(({ slug }) => slug))
  const owned = await Promise.all(
    requests.map(async ({ id, namespace, flowId, currentExecutionId }) => {
      const revision = revisions.get(currentExecutionId)
      if (revision === undefined) return []
      const { owner } = await loadFlow(namespace, flowId, revision)
      return owner !== undefined && groups.has(owner) ? [id] : []
    }),
  )
  return new Set(owned.flat())
}
