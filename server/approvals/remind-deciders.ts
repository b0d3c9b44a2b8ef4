import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import type { Fact } from '#engine/flow/advance/facts.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import type { Tx } from '#server/db.ts'
import { policyOf, votesOf, withNames } from './compiled.ts'
import { whoseTurn } from './stand-ins.ts'
import { tellDeciders } from './tell-deciders.ts'

/**
 * Reminds those whose turn it is and who have not decided, without those who are away unless all are; told twice it reminds once. Who
 * can decide in their places hears it in any case.
 */
export async function remindDeciders(
  tx: Tx,
  { taskRunId, at }: Extract<Fact, { kind: 'approval-reminded' }>,
): Promise<void> {
  const row = await tx.approval.findUnique({
    where: { id: taskRunId },
    include: {
      votes: { include: withNames },
      execution: { select: { namespace: true, flowId: true } },
    },
  })
  if (!row || row.state !== 'OPEN') return
  const policy = policyOf(row.policy)
  const votes = votesOf(row.votes, row.round)
  const late = whoseTurn(policy, votes).filter((id) => !hasVoted(votes, id))
  const away = await whoIsAway(late, { tx })
  const there = late.filter((id) => !away.has(id))
  const request =
    row.requestId === null
      ? null
      : await tx.request.findUnique({
          where: { id: row.requestId },
          select: { number: true, requester: { select: { name: true } } },
        })
  await tellDeciders(tx, {
    notice: {
      personIds: there.length > 0 ? there : late,
      kind: 'approval-reminder',
      requestId: row.requestId ?? undefined,
      data: {
        approvalId: taskRunId,
        title: row.title,
        number: request?.number ?? null,
        requester: request?.requester.name ?? null,
        dueAt: row.dueAt?.toISOString() ?? null,
      },
      dedupeKey: `approval-reminder:${taskRunId}:${at}`,
    },
    approval: { state: row.state, policy, votes, place: row.execution },
    inPlacesOf: late,
  })
}
