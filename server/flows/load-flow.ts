import type { Flow } from '#engine/flow/flow.ts'
import { AppError } from '#server/errors.ts'
import { db, type Tx } from '#server/db.ts'
import { flowOf } from './compiled.ts'

const kept = 500
/** A revision never changes and stays while an execution is of it, so what was read once stays right. In order of use, the oldest first. */
const cache = new Map<string, Flow>()

/**
 * A published revision, for the product's own use: asks for no permission.
 * @throws AppError `not-found`
 */
export function loadFlow(namespace: string, id: string, revision: number): Promise<Flow> {
  return loadFlowIn(db, { namespace, flowId: id, flowRevision: revision })
}

/** Which revision of which flow: an execution is one. */
export interface FlowRevisionKey {
  namespace: string
  flowId: string
  flowRevision: number
}

/** The same in a transaction, whose one connection it takes: a second one might never come, where all of them wait for one. */
export async function loadFlowIn(tx: Tx, flow: FlowRevisionKey): Promise<Flow> {
  const key = `${flow.namespace}/${flow.flowId}/${flow.flowRevision}`
  const cached = cache.get(key)
  const found = cached ?? (await read(tx, flow))
  cache.delete(key)
  cache.set(key, found)
  const oldest = cache.keys().next().value
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  return found
}

async function read(tx: Tx, { namespace, flowId, flowRevision }: FlowRevisionKey): Promise<Flow> {
  const flow = await revisionIn(tx, { namespace, flowId, flowRevision })
  if (!flow)
    throw new AppError(
      'not-found',
      `There is no revision ${flowRevision} of the flow ${namespace}.${flowId}.`,
    )
  return flow
}

/** A revision that somebody asks for by its number, never from what was read before: an old one may be deleted meanwhile. */
export function namedRevision(
  namespace: string,
  flowId: string,
  revision: number,
): Promise<Flow | undefined> {
  return revisionIn(db, { namespace, flowId, flowRevision: revision })
}

async function revisionIn(
  tx: Tx,
  { namespace, flowId, flowRevision }: FlowRevisionKey,
): Promise<Flow | undefined> {
  const row = await tx.flowRevision.findUnique({
    where: { namespace_flowId_revision: { namespace, flowId, revision: flowRevision } },
    select: { compiled: true },
  })
  return row ? flowOf(row.compiled) : undefined
}
