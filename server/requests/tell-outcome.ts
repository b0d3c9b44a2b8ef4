import { notify } from '#server/notices/notify.ts'
import type { NoticeKind } from '#server/notices/view.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { Tx } from '#server/db.ts'
import type { Outcome } from './view.ts'

const kinds: Partial<Record<Outcome, NoticeKind>> = {
  APPROVED: 'request-approved',
  REJECTED: 'request-rejected',
  DONE: 'request-done',
  CANCELLED: 'request-cancelled',
  ON_HOLD: 'request-on-hold',
}

interface Told {
  requestId: string
  executionId: string
  generation: number
  outcome: Outcome
}

/** Tells the requester what their request has come to, and the flow's owners where it failed. */
export async function tellOutcome(
  tx: Tx,
  { requestId, executionId, generation, outcome }: Told,
): Promise<void> {
  const kind = kinds[outcome]
  if (!kind) return
  const request = await tx.request.findUniqueOrThrow({ where: { id: requestId } })
  const data = { number: request.number, title: request.title }
  const comment = outcome === 'REJECTED' ? await lastDenial(tx, executionId) : undefined
  await notify(tx, {
    personIds: [request.requesterId],
    kind,
    requestId,
    data: comment ? { ...data, comment } : data,
    dedupeKey: `${kind}:${executionId}:${generation}`,
  })
  if (outcome !== 'ON_HOLD') return
  const execution = await tx.execution.findUniqueOrThrow({
    where: { id: executionId },
    select: { flowRevision: true },
  })
  const flow = await loadFlow(request.namespace, request.flowId, execution.flowRevision)
  const owners = await ownersOf(tx, flow)
  await notify(tx, {
    personIds: owners.people.map((person) => person.id),
    kind: 'run-failed',
    requestId,
    data: { ...data, executionId },
    dedupeKey: `run-failed:${executionId}:${generation}`,
  })
}

async function lastDenial(tx: Tx, executionId: string): Promise<string | undefined> {
  const vote = await tx.approvalVote.findFirst({
    where: { approval: { executionId }, vote: 'DENY', comment: { not: null } },
    orderBy: { at: 'desc' },
    select: { comment: true },
  })
  return vote?.comment ?? undefined
}
