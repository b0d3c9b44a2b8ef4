import type { Flow } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow, namedRevision } from '#server/flows/load-flow.ts'

export interface WantedFlow {
  namespace: string
  flowId: string
  /** Undefined: the newest. */
  revision?: number
}

/**
 * The revision of a flow that a start takes.
 * @throws AppError `not-found`, `conflict` for a disabled flow
 */
export async function flowToStart({ namespace, flowId, revision }: WantedFlow): Promise<Flow> {
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!row || row.deleted) throw new AppError('not-found', `There is no flow ${flowId} in ${namespace}.`)
  if (row.disabled)
    throw new AppError('conflict', `The flow ${flowId} is disabled: it takes no new requests.`)
  const flow =
    revision === undefined || revision === row.revision
      ? await loadFlow(namespace, flowId, row.revision)
      : await namedRevision(namespace, flowId, revision)
  if (!flow)
    throw new AppError('not-found', `The flow ${flowId} in ${namespace} has no revision ${revision}.`)
  if (flow.disabled)
    throw new AppError('conflict', `The flow ${flowId} is disabled: it takes no new requests.`)
  return flow
}
