import { db, type Tx } from '#server/db.ts'

/** Who decides, or has decided, in these requests; by request id. One query. */
export async function decidersOf(requestIds: string[], tx: Tx = db): Promise<Map<string, string[]>> {
  const approvals = await tx.approval.findMany({
    where: { requestId: { in: requestIds } },
    select: {
      requestId: true,
      deciders: { select: { personId: true } },
      votes: { select: { personId: true } },
    },
  })
  const people = new Map<string, string[]>()
  for (const { requestId, deciders, votes } of approvals) {
    if (requestId === null) continue
    const known = people.get(requestId) ?? []
    people.set(requestId, [
      ...known,
      ...deciders.map((one) => one.personId),
      ...votes.map((one) => one.personId),
    ])
  }
  return people
}

/** Whether somebody has decided in the present round: then a request is no longer its requester's alone. */
export async function isDecided(
  request: { currentExecutionId: string; round: number },
  tx: Tx = db,
): Promise<boolean> {
  const vote = await tx.approvalVote.findFirst({
    where: { approval: { executionId: request.currentExecutionId }, round: request.round },
    select: { decisionId: true },
  })
  return vote !== null
}
