import { isTerminal, type State } from '#engine/flow/flow.ts'
import { closeRemaining } from '#server/approvals/close-approval.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { isClosed, outcomeOf } from './outcome.ts'
import { tellOutcome, type ToldRequest } from './tell-outcome.ts'
import type { Outcome } from './view.ts'

/** A row of what `refreshRequest` reads at once; it stands on the way of every step. */
interface Found {
  state: State
  generation: number
  endedAt: Date | null
  /** Null where it plays none. */
  request:
    | (ToldRequest & {
        outcome: Outcome
        appId: string | null
        currentExecutionId: string | null
        closed: boolean
      })
    | null
  approvals: { state: string; waitsForRequester: boolean }[]
}

/**
 * Brings a request up to what its execution and approvals say now: outcome, time of change and of close, notices, topics.
 * Called inside the transaction that changed the execution; without effect for an execution that is no request's newest.
 * Approvals still open of an ended execution are closed.
 */
export async function refreshRequest(tx: Tx, executionId: string): Promise<void> {
  const [found] = await tx.$queryRaw<Found[]>(Prisma.sql`
    SELECT e.state, e.generation, e."endedAt", CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'number', r.number,
        'title', r.title, 'requesterId', r."requesterId", 'namespace', r.namespace, 'flowId', r."flowId",
        'flowRevision', e."flowRevision", 'outcome', r.outcome, 'appId', r."appId", 'currentExecutionId', r."currentExecutionId", 'closed', r."closedById" IS NOT NULL) END AS request,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('state', a.state, 'waitsForRequester', EXISTS (
          SELECT 1 FROM "ApprovalDecider" d WHERE d."approvalId" = a.id AND d."personId" = r."requesterId"))
        ORDER BY a."closedAt" ASC NULLS LAST, a."createdAt"), '[]')
        FROM "Approval" a WHERE a."executionId" = e.id AND e.round IN (a.round, a."lastRound")) AS approvals
    FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId" WHERE e.id = ${executionId}`)
  if (!found) return
  const ended = isTerminal(found.state)
  const approvals = ended ? found.approvals.map(closed) : found.approvals
  if (ended && found.approvals.some(({ state }) => state === 'OPEN')) await closeRemaining(tx, executionId)
  const { request } = found
  if (request?.currentExecutionId !== executionId) return
  const { id: requestId, requesterId, outcome: before } = request
  const outcome = outcomeOf({
    execution: found.state,
    closedAs: before === 'WITHDRAWN' ? before : request.closed ? 'CANCELLED' : undefined,
    approvals,
  })
  const now = new Date()
  const closedAt = isClosed(outcome) ? (found.endedAt ?? now) : null
  const changed = await tx.request.updateMany({
    // whoever took it back or closed it meanwhile is not undone
    where: { id: requestId, OR: [{ outcome: { not: 'WITHDRAWN' }, closedById: null }, { outcome }] },
    data: { outcome, updatedAt: now, ...(before === outcome && closedAt ? {} : { closedAt }) },
  })
  const ofApp = request.appId === null ? [] : [`app:${request.appId}`]
  await announce(tx, [`request:${requestId}`, `requests:${requesterId}`, ...ofApp])
  if (changed.count > 0 && before !== outcome) {
    await tellOutcome(tx, { request, executionId, generation: found.generation, outcome })
  }
}

/** As `closeRemaining` leaves it. */
function closed<A extends { state: string }>(approval: A): A {
  return approval.state === 'OPEN' ? { ...approval, state: 'CANCELLED' } : approval
}
