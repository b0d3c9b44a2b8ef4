import type { Times } from '#engine/flow/business-calendar/clock.ts'
import type { FrozenApproval, Policy } from '#engine/flow/approvals/types.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { transaction } from '#server/transaction.ts'
import { askDeciders } from './ask.ts'
import { storedApproval, votesOf } from './compiled.ts'
import { mayDecide } from './deciders.ts'
import type { ApprovalProperties } from './properties.ts'
import type { SeenContent } from './seen-hash.ts'
import { keepVotes, type StandingVote } from './standing.ts'

export interface NewApproval {
  call: TaskCall
  request: { id: string; number: string; title: string } | null
  properties: ApprovalProperties
  seen: SeenContent
  seenHash: string
  openedAt: Date
  times: Times
  policy: Policy
  /** Ids of those who would be asked, and are not as they are away. */
  leftOut: readonly string[]
  /** Of what stands in the next round too. */
  contentHash: string
  /** Votes of an earlier round that stand. */
  standing: readonly StandingVote[]
}

/** Inserts the open approval, asks its deciders and writes it into the audit trail. A row of an earlier round becomes this round's. */
export async function storeApproval(approval: NewApproval): Promise<FrozenApproval> {
  const { call, request, policy } = approval
  return transaction(async (tx) => {
    const row = await write(tx, approval, { state: 'OPEN', closedAt: null })
    const { id: approvalId, round, title } = row
    await keepVotes(tx, { approvalId, round }, approval.standing)
    const votes = votesOf(
      approval.standing.map((vote) => ({ ...vote, round })),
      round,
    )
    await askDeciders(tx, {
      approvalId,
      round,
      title,
      request,
      policy,
      votes,
      since: row.createdAt,
      place: call,
    })
    await refreshRequest(tx, call.executionId)
    return storedApproval(row)
  })
}

/** Stores an approval that its own rule gave at once: nobody was asked, and everybody can see that. */
export async function storeAutomatic(
  approval: Omit<NewApproval, 'policy' | 'leftOut' | 'contentHash' | 'standing'>,
): Promise<void> {
  const { rules, order } = approval.properties
  const policy: Policy = { groups: [], order, rules }
  await transaction(async (tx) => {
    await write(
      tx,
      { ...approval, policy, leftOut: [], contentHash: null },
      { state: 'APPROVED', closedAt: new Date() },
    )
  })
}

type Written = Omit<NewApproval, 'standing' | 'contentHash'> & { contentHash: string | null }

async function write(tx: Tx, approval: Written, status: { state: string; closedAt: Date | null }) {
  const { call, request, properties, seen, seenHash, openedAt, times, policy, leftOut } = approval
  const id = call.taskRunId
  const before = await tx.approval.findUnique({ where: { id }, select: { version: true, round: true } })
  const data = {
    ...status,
    round: call.round,
    version: (before?.version ?? 0) + 1,
    title: seen.title,
    message: seen.message ?? null,
    show: seen.show.map(stored),
    translations: stored(seen.translations),
    seenHash,
    contentHash: approval.contentHash,
    policy: stored(policy),
    dueAt: times.dueAt === undefined ? null : new Date(times.dueAt),
    remindAt: times.remindAt.map((at) => new Date(at)),
    calendar: properties.calendar ?? null,
    timeLeft: Prisma.DbNull,
    escalation: properties.escalation ? stored(properties.escalation) : Prisma.DbNull,
    escalatedAt: null,
    reassignScope: properties.reassignScope ?? null,
    createdAt: openedAt,
  }
  const key = { executionId: call.executionId, requestId: request?.id ?? null, taskId: call.taskId }
  if (before) {
    await tx.approvalDecider.deleteMany({ where: { approvalId: id } })
    await tx.approvalClaim.deleteMany({ where: { approvalId: id } })
    // Opened again after a restart in the same round: what was voted before the restart stays in the audit trail only.
    if (before.round === call.round)
      await tx.approvalVote.deleteMany({ where: { approvalId: id, round: call.round } })
  }
  const row = await tx.approval.upsert({ where: { id }, create: { id, ...key, ...data }, update: data })
  await tx.approvalShown.createMany({
    data: { approvalId: id, seenHash, seen: stored(seen), at: openedAt },
    skipDuplicates: true,
  })
  await audit(tx, systemActor, {
    action: 'approval:open',
    subjectType: 'approval',
    subjectId: id,
    after: {
      seenHash,
      state: status.state,
      round: call.round,
      deciders: mayDecide(policy),
      ...(properties.row === undefined ? {} : { matrixRow: properties.row }),
      ...(leftOut.length > 0 ? { away: [...leftOut] } : {}),
    },
  })
  return row
}
