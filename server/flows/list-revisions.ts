import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { flowOf } from './compiled.ts'
import { kestraFlow } from './kestra-view.ts'
import type { RevisionRow } from './view.ts'

/**
 * All revisions of a flow, the newest first.
 * @throws AppError `not-found`
 */
export async function listRevisions(
  actor: Actor,
  key: { namespace: string; id: string },
): Promise<RevisionRow[]> {
  const { namespace, id } = key
  demand(actor, 'flow:read', { namespace })
  const rows = await db.flowRevision.findMany({
    where: { namespace, flowId: id },
    select: { revision: true, createdAt: true, createdById: true },
    orderBy: { revision: 'desc' },
  })
  if (rows.length === 0)
    throw new AppError('not-found', `There is no flow ${namespace}.${id}, or you may not see it.`)
  const authors = await db.person.findMany({
    where: { id: { in: rows.flatMap((row) => row.createdById ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(authors.map((person) => [person.id, person.name]))
  return rows.map((row) => ({
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdById === null ? undefined : names.get(row.createdById),
  }))
}

const most = 500

/** The same as whole flows with their sources, in Kestra's shape; the 500 newest at most. @throws AppError `not-found` */
export async function revisionViews(
  actor: Actor,
  key: { namespace: string; id: string },
): Promise<(JsonObject & RevisionRow)[]> {
  const rows = await listRevisions(actor, key)
  const { namespace, id } = key
  const whole = await db.flowRevision.findMany({
    where: { namespace, flowId: id },
    orderBy: { revision: 'desc' },
    take: most,
  })
  const byRevision = new Map(whole.map((row) => [row.revision, row]))
  return rows.flatMap((row) => {
    const found = byRevision.get(row.revision)
    if (!found) return []
    const flow = { ...flowOf(found.compiled), revision: row.revision }
    const shown = {
      flow,
      source: found.source,
      disabled: flow.disabled,
      deleted: false,
      updatedAt: found.createdAt,
    }
    return [{ ...kestraFlow(shown, { source: true }), ...row }]
  })
}
