import { randomBytes } from 'node:crypto'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { ensureDefaultApp } from '#server/apps/ensure-default-app.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { titleOf } from './title.ts'

export interface NewRequest {
  /** The execution that plays it; its row is inserted after this one. */
  executionId: string
  flow: Flow
  /** The app that it was submitted in; absent: the flow's own. */
  app?: { id: string; revision: number }
  requesterId: string
  /** As `readInputs` gave them. */
  values: JsonObject
}

/**
 * What a person asked for, with the app's next number. Part of the start's transaction: the counter is raised there, so numbers have no gaps.
 * @returns the id that `Execution.requestId` takes, and the number that people see
 */
export async function createRequest(tx: Tx, request: NewRequest): Promise<{ id: string; number: string }> {
  const { flow, requesterId } = request
  const app = request.app ?? (await ensureDefaultApp(tx, flow, requesterId))
  const { counter, prefix, displayName } = await tx.app.update({
    where: { id: app.id },
    data: { counter: { increment: 1 } },
    select: { counter: true, prefix: true, displayName: true },
  })
  const id = randomBytes(16).toString('base64url')
  const number = `${prefix}-${counter}`
  await tx.request.create({
    data: {
      id,
      number,
      appId: app.id,
      appRevision: app.revision,
      namespace: flow.namespace,
      flowId: flow.id,
      requesterId,
      title: titleOf(flow, displayName, request.values),
      outcome: 'IN_PROGRESS',
      currentExecutionId: request.executionId,
    },
  })
  await announce(tx, [`requests:${requesterId}`])
  return { id, number }
}
