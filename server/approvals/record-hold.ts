import type { Fact } from '#engine/flow/advance/facts.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { announceInboxes } from './close-approval.ts'
import { askNext } from './record-vote.ts'

/** A decision was taken back while it was held: its vote is gone, and stays in the audit trail. Repeating it changes nothing. */
export async function recordRetraction(
  tx: Tx,
  { retraction }: Extract<Fact, { kind: 'vote-retracted' }>,
): Promise<void> {
  const { decisionId, taskRunId, personId, door, address } = retraction
  const gone = await tx.approvalVote.deleteMany({ where: { decisionId, heldUntil: { not: null } } })
  if (gone.count === 0) return
  await audit(
    tx,
    { id: personId, door, address },
    { action: 'approval:retract', subjectType: 'approval', subjectId: taskRunId, after: { decisionId } },
  )
  await announceInboxes(tx, [taskRunId])
}

/** Decisions that were held count. */
export async function recordSettled(
  tx: Tx,
  { decisionIds, taskRunId }: Extract<Fact, { kind: 'votes-settled' }>,
): Promise<void> {
  await tx.approvalVote.updateMany({
    where: { decisionId: { in: decisionIds } },
    data: { heldUntil: null },
  })
  await askNext(tx, taskRunId)
  await announceInboxes(tx, [taskRunId])
}
