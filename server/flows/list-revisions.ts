import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
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
