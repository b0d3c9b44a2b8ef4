import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { flowOf } from './compiled.ts'
import type { FoundFlow } from './get-flow.ts'

const most = 500

/** The newest revisions of a namespace's flows, by id; 500 at most. @throws AppError `not-found` */
export async function listFlows(actor: Actor, namespace: string): Promise<FoundFlow[]> {
  demand(actor, 'flow:read', { namespace })
  return newestOf({ namespace })
}

/** The same for a verb that has asked for its own permission. @param which `disabled`: only those that are, or are not */
export async function newestOf(which: { namespace: string; disabled?: boolean }): Promise<FoundFlow[]> {
  const { namespace } = which
  const rows = await db.flow.findMany({
    where: { ...which, deleted: false },
    orderBy: { id: 'asc' },
    take: most,
  })
  if (rows.length === 0) return []
  const revisions = await db.flowRevision.findMany({
    where: { OR: rows.map(({ id, revision }) => ({ namespace, flowId: id, revision })) },
    select: { flowId: true, source: true, compiled: true, createdAt: true },
  })
  const byId = new Map(revisions.map((revision) => [revision.flowId, revision]))
  return rows.flatMap(({ id, disabled, deleted }) => {
    const revision = byId.get(id)
    return revision
      ? [
          {
            flow: flowOf(revision.compiled),
            source: revision.source,
            disabled,
            deleted,
            updatedAt: revision.createdAt,
          },
        ]
      : []
  })
}
