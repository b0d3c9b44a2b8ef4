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

/** The request that it is about, as its change just read it. */
export interface ToldRequest {
  id: string
  number: string
  title: string
  requesterId: string
  namespace: string
  flowId: string
  flowRevision: number
}

interface Told {
  request: ToldRequest
  executionId: string
  generation: number
  outcome: Outcome
}

/** Tells the requester what their request has come to, and the flow's owners where it failed. */
export async function tellOutcome(
  tx: Tx,
  { request, executionId, generation, outcome }: Told,
): Promise<void> {
  const kind = kinds[outcome]
  if (!kind) return
  const { id: requestId, number, title, namespace, flowId, flowRevision } = request
  const data = { number, title }
  const comment = outcome === 'REJECTED' ? await lastDenial(tx, executionId) : undefined
  await notify(tx, {
    personIds: [request.requesterId],
    kind,
    requestId,
    data: comment ? { ...data, comment } : data,
    dedupeKey: `${kind}:${executionId}:${generation}`,
  })
  if (outcome !== 'ON_HOLD') return
  const owners = await ownersOf(tx, await loadFlow(namespace, flowId, flowRevision))
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
