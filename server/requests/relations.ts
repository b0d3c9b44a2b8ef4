import { standInReaders } from '#server/approvals/stand-ins.ts'
import { db, type Tx } from '#server/db.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { ownersOf } from '#server/flows/owners.ts'
import type { Subject } from '#server/people/permissions.ts'

/** Who decides, or has decided, in these requests, and who may decide for them now; by request id. Three queries at most. */
export async function decidersOf(requestIds: string[], tx: Tx = db): Promise<Map<string, string[]>> {
  const approvals = await tx.approval.findMany({
    where: { requestId: { in: requestIds } },
    select: {
      id: true,
      state: true,
      requestId: true,
      deciders: { select: { personId: true } },
      votes: { select: { personId: true } },
    },
  })
  const standIns = await standInReaders(tx, approvals)
  const people = new Map<string, string[]>()
  for (const { id, requestId, deciders, votes } of approvals) {
    if (requestId === null) continue
    const known = people.get(requestId) ?? []
    people.set(requestId, [
      ...known,
      ...deciders.map((one) => one.personId),
      ...votes.map((one) => one.personId),
      ...(standIns.get(id) ?? []),
    ])
  }
  return people
}

/**
 * Whether somebody has decided in the present round: then a request is no longer its requester's alone. One that was sent back is
 * theirs again.
 */
export async function isDecided(
  request: { currentExecutionId: string; round: number },
  tx: Tx = db,
): Promise<boolean> {
  const vote = await tx.approvalVote.findFirst({
    where: { approval: { executionId: request.currentExecutionId }, round: request.round, keptFrom: null },
    select: { decisionId: true },
  })
  return vote !== null && !(await wasSentBack(request, tx))
}

/** Whether it waits for its requester to change it. */
export async function wasSentBack(
  { currentExecutionId: executionId, round }: { currentExecutionId: string; round: number },
  tx: Tx = db,
): Promise<boolean> {
  const where = { executionId, round, state: 'SENT_BACK' }
  return (await tx.approval.findFirst({ where, select: { id: true } })) !== null
}

/** A request as far as its relations need it. */
interface Related {
  id: string
  namespace: string
  flowId: string
  requesterId: string
  currentExecutionId: string
}

/** A request with all who stand in a relation to it, for `can`. */
export async function subjectOf(request: Related, tx: Tx = db): Promise<RequestSubject> {
  // one after another: a transaction has one connection, which takes one question at a time
  const deciders = await decidersOf([request.id], tx)
  const followers = await tx.follower.findMany({
    where: { requestId: request.id, addedById: { not: null } },
    select: { personId: true },
  })
  const flowOwnerIds = await flowOwnersOf(request, tx)
  return {
    namespace: request.namespace,
    requesterId: request.requesterId,
    deciderIds: deciders.get(request.id) ?? [],
    followerIds: followers.map(({ personId }) => personId),
    flowOwnerIds,
  }
}

export type RequestSubject = Required<
  Pick<Subject, 'namespace' | 'requesterId' | 'deciderIds' | 'followerIds' | 'flowOwnerIds'>
>

/** Whoever stands in a relation to the request. */
export function peopleIn({ requesterId, deciderIds, followerIds, flowOwnerIds }: RequestSubject): string[] {
  return [...new Set([requesterId, ...deciderIds, ...followerIds, ...flowOwnerIds])]
}

/** Members of the group that its flow names as owner. */
async function flowOwnersOf(request: Related, tx: Tx): Promise<string[]> {
  const { namespace, flowId, currentExecutionId } = request
  const execution = await tx.execution.findUnique({
    where: { id: currentExecutionId },
    select: { flowRevision: true },
  })
  if (!execution) return []
  const flow = await loadFlowIn(tx, { namespace, flowId, ...execution })
  if (flow.owner === undefined) return []
  const { people, byGroup } = await ownersOf(tx, flow)
  return byGroup ? people.map(({ id }) => id) : []
}
