import type { Policy } from '#engine/flow/approvals/types.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { transaction } from '#server/transaction.ts'

interface Wish {
  /** YAML of the flow; it has an input `reason` and a task `say`. */
  source: string
  requesterId: string
  deciderId: string
  executionId: string
  approvalId: string
  seenHash: string
  reason: string
}

/** A request whose one approval is open, as rows: no worker plays it. @returns the request's id */
export async function insertRequest(wish: Wish): Promise<string> {
  const { executionId, requesterId, deciderId } = wish
  const { flow } = await saveFlow(systemActor, wish.source)
  const now = new Date()
  const values = { reason: wish.reason }
  return transaction(async (tx) => {
    const { id: requestId } = await createRequest(tx, { executionId, flow, requesterId, values })
    await tx.execution.create({
      data: {
        id: executionId,
        namespace: flow.namespace,
        flowId: flow.id,
        flowRevision: flow.revision,
        requestId,
        state: 'PAUSED',
        inputs: values,
        labels: {},
        histories: [{ state: 'PAUSED', date: now.toISOString() }],
        createdById: requesterId,
      },
    })
    await tx.approval.create({
      data: {
        id: wish.approvalId,
        executionId,
        requestId,
        taskId: 'say',
        state: 'OPEN',
        title: 'A laptop?',
        show: [],
        seenHash: wish.seenHash,
        policy: JSON.parse(JSON.stringify(policyOf(requesterId, deciderId))),
        createdAt: now,
        deciders: { create: { personId: deciderId, groupIndex: 0, direct: true } },
      },
    })
    return requestId
  })
}

function policyOf(requesterId: string, deciderId: string): Policy {
  return {
    groups: [{ title: 'decider', people: [{ id: deciderId, name: 'decider' }], quorum: 'any' }],
    order: 'parallel',
    rules: { notRequester: true, commentRequired: 'NEVER' },
    requesterId,
  }
}

/** What a decider of it asked somebody, not answered. */
export async function insertQuestion(approvalId: string, askerId: string, personId: string): Promise<void> {
  const question = { id: 'walk-question-001', approvalId, askerId, personId, text: 'Why?', stopsClock: true }
  await db.approvalQuestion.create({ data: { ...question, askedAt: new Date() } })
}
