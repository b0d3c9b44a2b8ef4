import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { documentsOf } from './source.ts'
import { readSurroundings } from './surroundings.ts'
import { partView, validationView, type ValidationView } from './validation-view.ts'

function demandAnywhere(actor: Actor): void {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
}

/**
 * Every problem and note of each document of a source, each with its place; publishes nothing.
 * @throws AppError `forbidden` for who may read flows nowhere
 */
export async function validateFlows(actor: Actor, source: string): Promise<ValidationView[]> {
  demandAnywhere(actor)
  const present = await readSurroundings(db)
  const views = documentsOf(source).map((document, index) => validationView(document, index, present))
  const named = views.flatMap(({ namespace, flow }) =>
    namespace !== undefined && flow !== undefined ? [{ namespace, id: flow }] : [],
  )
  const stored =
    named.length === 0
      ? []
      : await db.flow.findMany({
          where: { OR: named },
          select: { namespace: true, id: true, revision: true },
        })
  const newest = new Map(stored.map((row) => [`${row.namespace}/${row.id}`, row.revision]))
  return views.map(({ revision = 0, ...view }) => ({
    ...view,
    outdated: revision > 0 && revision < (newest.get(`${view.namespace ?? ''}/${view.flow ?? ''}`) ?? 0),
  }))
}

/** The same for one task or trigger that stands alone. @throws AppError `forbidden` */
export function validatePart(actor: Actor, source: string, part: 'tasks' | 'triggers'): ValidationView {
  demandAnywhere(actor)
  return partView(source, part)
}
