import type { Fact } from '#engine/flow/advance/facts.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { lentBy } from '#server/delegations/in-force.ts'
import { announce } from '#server/events.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { tellSentBack } from '#server/requests/tell-sent-back.ts'

/**
 * Records that an approval is closed, and in what state. Repeating it changes nothing. What a decision closes is in the audit by
 * that decision, what the clock closes by an entry of its own.
 */
export async function closeApproval(tx: Tx, fact: Extract<Fact, { kind: 'approval-closed' }>): Promise<void> {
  const closed = await tx.approval.updateMany({
    where: { id: fact.taskRunId, state: 'OPEN' },
    data: { state: fact.state, closedAt: new Date(fact.at) },
  })
  if (closed.count === 0) return
  if (fact.overdue || fact.state === 'EXPIRED') await auditExpiry(tx, fact.taskRunId)
  await announceInboxes(tx, [fact.taskRunId])
  if (fact.state === 'SENT_BACK') await tellSentBack(tx, fact.taskRunId)
}

async function auditExpiry(tx: Tx, id: string): Promise<void> {
  const { state, round, dueAt } = await tx.approval.findUniqueOrThrow({
    where: { id },
    select: { state: true, round: true, dueAt: true },
  })
  await audit(tx, systemActor, {
    action: 'approval:expire',
    subjectType: 'approval',
    subjectId: id,
    after: { state, round, dueAt: dueAt?.toISOString() ?? null },
  })
}

/** Closes what is still open of an execution that has ended, however it ended: no one is asked in vain. */
export async function closeRemaining(tx: Tx, executionId: string): Promise<void> {
  const open = await tx.approval.findMany({ where: { executionId, state: 'OPEN' }, select: { id: true } })
  if (open.length === 0) return
  const ids = open.map((approval) => approval.id)
  await tx.approval.updateMany({
    where: { id: { in: ids }, state: 'OPEN' },
    data: { state: 'CANCELLED', closedAt: new Date() },
  })
  await announceInboxes(tx, ids)
}

/** Tells the inboxes of all deciders of these approvals, and of those who may decide for them. */
export async function announceInboxes(tx: Tx, approvalIds: string[]): Promise<void> {
  const deciders = await tx.approvalDecider.findMany({
    where: { approvalId: { in: approvalIds } },
    select: { personId: true },
    distinct: ['personId'],
  })
  const asked = deciders.map(({ personId }) => personId)
  const lent = await lentBy(asked, { tx })
  const people = new Set([...asked, ...lent.map(({ delegate }) => delegate.id)])
  await announce(
    tx,
    [...people].map((personId) => `inbox:${personId}`),
  )
}
