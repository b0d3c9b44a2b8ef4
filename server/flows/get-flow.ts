import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { flowOf } from './compiled.ts'

export interface FoundFlow {
  flow: Flow
  source: string
  disabled: boolean
  deleted: boolean
  /** When this revision was saved. */
  updatedAt: Date
}

export interface GetFlow {
  /** Absent: the newest. */
  revision?: number
  allowDeleted?: boolean
}

/**
 * One revision of a flow with its source.
 * @throws AppError `not-found`, also where the actor may not know of it
 */
export async function getFlow(
  actor: Actor,
  key: { namespace: string; id: string },
  which: GetFlow = {},
): Promise<FoundFlow> {
  demand(actor, 'flow:read', { namespace: key.namespace })
  return findRevision(key, which)
}

/** The same for a verb that has asked for its own permission. @throws AppError `not-found` */
export async function findRevision(
  { namespace, id }: { namespace: string; id: string },
  { revision, allowDeleted = false }: GetFlow = {},
): Promise<FoundFlow> {
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id } } })
  if (!row || (row.deleted && !allowDeleted)) throw noFlow(namespace, id)
  const found = await db.flowRevision.findUnique({
    where: { namespace_flowId_revision: { namespace, flowId: id, revision: revision ?? row.revision } },
  })
  if (!found) throw noFlow(namespace, id)
  return {
    flow: flowOf(found.compiled),
    source: found.source,
    disabled: row.disabled,
    deleted: row.deleted,
    updatedAt: found.createdAt,
  }
}

function noFlow(namespace: string, id: string): AppError {
  return new AppError('not-found', `There is no flow ${namespace}.${id}, or you may not see it.`)
}
