import type { Flow } from '#engine/flow/flow.ts'
import { AppError } from '#server/errors.ts'
import { db } from '#server/db.ts'
import { flowOf } from './compiled.ts'

const kept = 500
/** A revision never changes and stays while an execution is of it, so what was read once stays right. In order of use, the oldest first. */
const cache = new Map<string, Flow>()

/**
 * A published revision, for the product's own use: asks for no permission.
 * @throws AppError `not-found`
 */
export async function loadFlow(namespace: string, id: string, revision: number): Promise<Flow> {
  const key = `${namespace}/${id}/${revision}`
  const cached = cache.get(key)
  const flow = cached ?? (await read(namespace, id, revision))
  cache.delete(key)
  cache.set(key, flow)
  const oldest = cache.keys().next().value
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  return flow
}

async function read(namespace: string, flowId: string, revision: number): Promise<Flow> {
  const flow = await namedRevision(namespace, flowId, revision)
  if (!flow)
    throw new AppError('not-found', `There is no revision ${revision} of the flow ${namespace}.${flowId}.`)
  return flow
}

/** A revision that somebody asks for by its number, never from what was read before: an old one may be deleted meanwhile. */
export async function namedRevision(
  namespace: string,
  flowId: string,
  revision: number,
): Promise<Flow | undefined> {
  const row = await db.flowRevision.findUnique({
    where: { namespace_flowId_revision: { namespace, flowId, revision } },
    select: { compiled: true },
  })
  return row ? flowOf(row.compiled) : undefined
}
