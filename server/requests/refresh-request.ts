import { isTerminal, type State } from '#engine/flow/flow.ts'
import { closeRemaining } from '#server/approvals/close-approval.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { isClosed, outcomeOf } from './outcome.ts'
import { tellOutcome } from './tell-outcome.ts'
import type { Outcome } from './view.ts'

/** A row of what `refreshRequest` reads at once; it stands on the way of every step. */
interface Found {
  state: State
  generation: number
  endedAt: Date | null
  requestId: string | null
  requesterId: string | null
  outcome: Outcome | null
  currentExecutionId: string | null
}

/**
 * Brings a request up to what its execution and approvals say now: outcome, time of change and of close, notices, topics.
 * Called inside the transaction that changed the execution; without effect for an execution that is no request's newest.
 * Approvals still open of an ended execution are closed.
 */
export async function refreshRequest(tx: Tx, executionId: string): Promise<void> {
  const [found] = await tx.$queryRaw<Found[]>(Prisma.sql`
    SELECT e.state, e.generation, e."endedAt", e."requestId", r."requesterId", r.outcome, r."currentExecutionId"
    FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId" WHERE e.id = ${executionId}`)
  if (!found) return
  const ended = isTerminal(found.state)
  if (ended) await closeRemaining(tx, executionId)
  const { requestId, requesterId, outcome: before } = found
  if (!requestId || !requesterId || !before || found.currentExecutionId !== executionId) return
  const outcome = outcomeOf({
    execution: found.state,
    closedAs: before === 'WITHDRAWN' ? 'WITHDRAWN' : undefined,
    approvals: await approvalsOf(tx, executionId, requesterId),
  })
  const now = new Date()
  const closedAt = isClosed(outcome) ? (found.endedAt ?? now) : null
  const changed = await tx.request.updateMany({
    where: { id: requestId, OR: [{ outcome: { not: 'WITHDRAWN' } }, { outcome }] },
    data: { outcome, updatedAt: now, ...(before === outcome && closedAt ? {} : { closedAt }) },
  })
  await announce(tx, [`request:${requestId}`, `requests:${requesterId}`])
  if (changed.count > 0 && before !== outcome) {
    await tellOutcome(tx, { requestId, executionId, generation: found.generation, outcome })
  }
}

async function approvalsOf(tx: Tx, executionId: string, requesterId: string) {
  const rows = await tx.approval.findMany({
    where: { executionId },
    select: {
      state: true,
      deciders: { where: { personId: requesterId }, select: { personId: true }, take: 1 },
    },
    orderBy: [{ closedAt: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
  })
  return rows.map((row) => ({ state: row.state, waitsForRequester: row.deciders.length > 0 }))
}
