import type { JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { findRequest } from './find-request.ts'
import { valueAt } from './title.ts'
import type { Answers } from './view.ts'

/**
 * The answers of a request by the id of the input, to begin a new one with. Secrets and files are given anew: they are left out.
 * @throws AppError `not-found`, also for a request that the actor may not see
 */
export async function copyAnswers(actor: Actor, id: string): Promise<Answers> {
  const request = await findRequest(actor, id)
  const execution = await db.execution.findUnique({
    where: { id: request.currentExecutionId },
    select: { inputs: true, flowRevision: true },
  })
  if (!execution) return {}
  const flow = await loadFlow(request.namespace, request.flowId, execution.flowRevision)
  const answers: Answers = {}
  for (const input of leavesOf(flow.inputs)) {
    const check = checks[input.type]
    const value = valueAt(execution.inputs as JsonObject, input.id)
    if (
      value !== undefined &&
      value !== null &&
      !check?.secret &&
      !check?.upload &&
      !check?.computed &&
      !check?.signature
    )
      answers[input.id] = value
  }
  return answers
}
