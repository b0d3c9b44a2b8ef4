import type { JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { valueAt } from '#server/requests/title.ts'

export interface Copied {
  /** `namespace/id` */
  flow: string
  /** By the id of the input. */
  values: RawValues
}

/**
 * The answers of a guest's request, to begin a new one with: guests keep no drafts.
 * Secrets, signatures and files are given anew: they are left out.
 * @throws AppError `not-found`, also for a request that the actor may not see
 */
export async function copiedAnswers(actor: Actor, requestId: string): Promise<Copied> {
  const request = await findRequest(actor, requestId)
  const { inputs, flowRevision } = await db.execution.findUniqueOrThrow({
    where: { id: request.currentExecutionId },
    select: { inputs: true, flowRevision: true },
  })
  const flow = await loadFlow(request.namespace, request.flowId, flowRevision)
  const given = leavesOf(flow.inputs).flatMap(({ id, type }) => {
    const check = checks[type]
    const value = valueAt(inputs as JsonObject, id) ?? undefined
    const isAnew = check?.secret || check?.upload || check?.computed || check?.signature
    return value === undefined || isAnew ? [] : [[id, value] as const]
  })
  return { flow: `${flow.namespace}/${flow.id}`, values: Object.fromEntries(given) }
}
