import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { findExecution } from '#server/runs/get-execution.ts'
import { executionFace } from './execution-face.ts'
import { findRevision, type GetFlow } from './get-flow.ts'
import { newestOf } from './list-flows.ts'
import type { FlowKey } from './many.ts'

const mostNamespaces = 10_000

/** The flow of an execution, in the revision that it plays, as those see it who only start it. @throws AppError `not-found` */
export async function flowOfExecution(actor: Actor, executionId: string): Promise<JsonObject> {
  const row = await findExecution(actor, executionId, 'execution:read')
  const key = { namespace: row.namespace, id: row.flowId }
  return executionFace(await findRevision(key, { revision: row.flowRevision, allowDeleted: true }))
}

/** A flow as those see it who only start it. @throws AppError `not-found`, `forbidden` */
export async function executableFlow(
  actor: Actor,
  key: FlowKey,
  which: Pick<GetFlow, 'revision'>,
): Promise<JsonObject> {
  demand(actor, 'execution:create', { namespace: key.namespace })
  return executionFace(await findRevision(key, which))
}

/** The flows of a namespace that the actor may start, by id; 500 at most. @throws AppError `forbidden` */
export async function executableFlows(actor: Actor, namespace: string): Promise<JsonObject[]> {
  demand(actor, 'execution:create', { namespace })
  return (await newestOf({ namespace, disabled: false })).map(executionFace)
}

/** Namespaces with flows that the actor may start, by name. @throws AppError `forbidden` */
export async function executableNamespaces(actor: Actor): Promise<string[]> {
  const roots = namespacesOf(actor, 'execution:create')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'execution:create')
  const within = roots === 'all' ? [] : roots
  const below = within.flatMap((root) => [{ namespace: root }, { namespace: { startsWith: `${root}.` } }])
  const rows = await db.flow.findMany({
    where: { deleted: false, disabled: false, ...(below.length === 0 ? {} : { OR: below }) },
    distinct: ['namespace'],
    select: { namespace: true },
    orderBy: { namespace: 'asc' },
    take: mostNamespaces,
  })
  return rows.map(({ namespace }) => namespace)
}
