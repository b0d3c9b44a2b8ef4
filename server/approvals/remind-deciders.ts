import { settled, tally } from '#engine/flow/approvals/outcome.ts'
import type { Fact } from '#engine/flow/advance/facts.ts'
import type { Tx } from '#server/db.ts'
import { notify } from '#server/notices/notify.ts'
import { policyOf, votesOf } from './compiled.ts'
import { mayDecide } from './deciders.ts'

/** Reminds those whose turn it is and who have not decided; told twice it reminds once. */
export async function remindDeciders(
  tx: Tx,
  { taskRunId, at }: Extract<Fact, { kind: 'approval-reminded' }>,
): Promise<void> {
  const row = await tx.approval.findUnique({
    where: { id: taskRunId },
    include: { votes: { include: { person: { select: { name: true } } } } },
  })
  if (!row || row.state !== 'OPEN') return
  const policy = policyOf(row.policy)
  const votes = votesOf(row.votes, row.round)
  const turns = tally(policy, settled(votes)).groups
  const asked = mayDecide(
    policy,
    policy.groups.filter((_, index) => turns[index]?.active),
  )
  const decided = new Set(votes.map(({ personId }) => personId))
  const request =
    row.requestId === null
      ? null
      : await tx.request.findUnique({
          where: { id: row.requestId },
          select: { number: true, requester: { select: { name: true } } },
        })
  await notify(tx, {
    personIds: asked.filter((id) => !decided.has(id)),
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
  })
}
