import { randomBytes } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { createRequest } from '#server/requests/create-request.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { transaction } from '#server/transaction.ts'

interface Standing {
  engineer: Actor
  requester: Actor
  /** Of the approval `ask`. */
  properties: JsonObject
  inputs?: JsonObject
  /** Tasks before it. */
  before?: JsonObject[]
}

/** An execution that stands at its approval, as the engine would call for it. */
export async function callOf({
  engineer,
  requester,
  properties,
  inputs = { amount: 12 },
  before = [],
}: Standing) {
  const id = `a${randomBytes(6).toString('hex')}`
  const source = JSON.stringify({
    id,
    namespace: 'company.team',
    inputs: [{ id: 'amount', type: 'INT', displayName: 'How much' }],
    tasks: [...before, { id: 'ask', type: 'approval', ...properties }],
  })
  const { flow } = await saveFlow(engineer, source)
  const executionId = `e${id}`
  const request = await transaction(async (tx) => {
    const made = await createRequest(tx, { executionId, flow, requesterId: requester.id, values: inputs })
    await tx.execution.create({
      data: {
        id: executionId,
        namespace: flow.namespace,
        flowId: flow.id,
        flowRevision: flow.revision,
        requestId: made.id,
        state: 'RUNNING',
        inputs: inputs as Record<string, string>,
        labels: {},
        histories: [],
      },
    })
    return made
  })
  const call: TaskCall = {
    executionId,
    generation: 1,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision,
    taskRunId: `${executionId}~ask`,
    taskId: 'ask',
    attempt: 1,
    round: 1,
    delivery: 1,
    context: { inputs },
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  }
  return { call, request }
}
