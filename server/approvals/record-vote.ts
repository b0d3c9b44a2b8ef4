import type { Fact } from '#engine/flow/advance/facts.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { hashOf } from '#engine/evidence/write-pack.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { storable } from '#server/runs/storable.ts'
import { withoutSecrets } from '#server/runs/show-secrets.ts'
import { askDeciders } from './ask.ts'
import { policyOf, votesOf, withNames } from './compiled.ts'
import { announceInboxes } from './close-approval.ts'

/**
 * Stores a vote that counted, with its audit entry. Repeating it changes nothing.
 * A refused one is no row: the verb that sent it has audited it.
 */
export async function recordVote(
  tx: Tx,
  fact: Extract<Fact, { kind: 'vote' }>,
  execution: { id: string; requestId?: string | null },
): Promise<void> {
  if (fact.refused !== undefined) return
  const { decision, taskRunId } = fact
  // a default may hold what Postgres does not take
  const inputs = decision.inputs && (JSON.parse(storable(decision.inputs)) as JsonObject)
  const made = await tx.approvalVote.createMany({
    data: {
      decisionId: decision.decisionId,
      approvalId: taskRunId,
      personId: decision.personId,
      onBehalfOfId: decision.onBehalfOf,
      round: decision.round,
      vote: decision.vote,
      comment: decision.comment,
      ...(inputs ? { inputs } : {}),
      seenHash: decision.seenHash,
      door: decision.door,
      at: new Date(fact.at),
      heldUntil: fact.heldUntil === undefined ? null : new Date(fact.heldUntil),
    },
    skipDuplicates: true,
  })
  if (made.count === 0) return
  await audit(
    tx,
    { id: decision.personId, door: decision.door, address: decision.address },
    {
      action: 'approval:decide',
      subjectType: 'approval',
      subjectId: taskRunId,
      after: {
        decisionId: decision.decisionId,
        ...(decision.onBehalfOf === undefined ? {} : { onBehalfOf: decision.onBehalfOf }),
        vote: decision.vote,
        comment: decision.comment ?? null,
        // the answers themselves could be secret by their names; the evidence has them
        ...(inputs ? { inputsSha256: hashOf(withoutSecrets(inputs)) } : {}),
        seenHash: decision.seenHash,
        version: decision.version,
        round: decision.round,
        executionId: execution.id,
        ...(fact.heldUntil === undefined ? {} : { heldUntil: new Date(fact.heldUntil).toISOString() }),
      },
    },
  )
  await announceInboxes(tx, [taskRunId])
  // who decided in another's place has none of their own that would be told
  if (decision.onBehalfOf !== undefined) await announce(tx, [`inbox:${decision.personId}`])
  await askNext(tx, taskRunId)
  if (execution.requestId) await announce(tx, [`request:${execution.requestId}`])
}

/** Asks whoever's turn it is now and was not asked before. */
export async function askNext(tx: Tx, approvalId: string): Promise<void> {
  const row = await tx.approval.findUnique({
    where: { id: approvalId },
    include: {
      votes: { include: withNames, orderBy: { at: 'asc' } },
      execution: { select: { namespace: true, flowId: true } },
    },
  })
  if (!row || row.state !== 'OPEN') return
  const request =
    row.requestId === null
      ? null
      : await tx.request.findUnique({ where: { id: row.requestId }, select: { id: true, number: true } })
  const votes = votesOf(row.votes, row.round)
  const policy = policyOf(row.policy)
  await askDeciders(tx, {
    ...row,
    approvalId,
    request,
    policy,
    votes,
    since: row.createdAt,
    place: row.execution,
  })
}
