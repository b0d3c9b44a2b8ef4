import { db, Prisma } from '#server/db.ts'
import { titleFromId } from '#server/flows/words.ts'
import { counted, type Counted } from './counted.ts'
import type { InsightCall, StepInsight } from './view.ts'
import { mostCounted, workingTimesBy, type Took } from './working-times.ts'

/** Decided, and neither by its own rule nor by votes of an earlier round alone: somebody was asked. */
const bySomebody = Prisma.sql`(a.state IN ('APPROVED', 'DENIED', 'SENT_BACK')
  AND EXISTS (SELECT FROM jsonb_array_elements(coalesce(a.policy->'groups', '[null]')))
  AND (NOT EXISTS (SELECT FROM "ApprovalVote" v WHERE v."approvalId" = a.id AND v.round = a.round)
    OR EXISTS (SELECT FROM "ApprovalVote" v WHERE v."approvalId" = a.id AND v.round = a.round AND v."keptFrom" IS NULL)))`

interface StepRow extends Counted {
  taskId: string
  approved: bigint
  denied: bigint
  sentBack: bigint
  expired: bigint
  kept: bigint
  due: bigint
}

export async function stepsSince(call: InsightCall, from: Date): Promise<StepInsight[]> {
  const { namespace, flowId } = call
  const rows = await db.$queryRaw<StepRow[]>`
    WITH asked AS (
      SELECT a.*, ${bySomebody} AS decided,
        -- asking others gave it another due date, and a clock that stands has none; what was due is told by these
        a."dueAt" IS NOT NULL OR a."timeLeft"->'dueMs' IS NOT NULL AS "isDue",
        a."escalatedAt" IS NOT NULL OR coalesce(a."dueAt" < coalesce(a."closedAt", now()), FALSE) AS late,
        extract(epoch FROM a."closedAt" - a."createdAt")::float AS took
      FROM "Approval" a JOIN "Execution" e ON e.id = a."executionId"
      WHERE e.namespace = ${namespace} AND e."flowId" = ${flowId} AND (a."createdAt" >= ${from} OR a.state = 'OPEN'))
    SELECT "taskId",
      count(*) FILTER (WHERE state = 'APPROVED') AS approved,
      count(*) FILTER (WHERE state = 'DENIED') AS denied,
      count(*) FILTER (WHERE state = 'SENT_BACK') AS "sentBack",
      count(*) FILTER (WHERE state = 'EXPIRED') AS expired,
      coalesce(bool_and(calendar IS NOT NULL) FILTER (WHERE decided), FALSE) AS works,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE decided) AS usual,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FILTER (WHERE decided) AS slow,
      count(*) FILTER (WHERE "isDue" AND decided AND NOT late) AS kept,
      count(*) FILTER (WHERE "isDue" AND (decided OR state = 'EXPIRED')) AS due,
      count(*) FILTER (WHERE state = 'OPEN') AS waiting,
      count(*) FILTER (WHERE state = 'OPEN' AND late) AS overdue
    FROM asked GROUP BY "taskId" ORDER BY min("createdAt" - (
      SELECT e."createdAt" FROM "Execution" e WHERE e.id = asked."executionId")), "taskId"`
  const working = await workingTimesBy(await tookOf(call, from, rows))
  return rows.map(({ taskId, kept, due, ...row }) => ({
    taskId,
    title: titleFromId(taskId),
    approved: Number(row.approved),
    denied: Number(row.denied),
    sentBack: Number(row.sentBack),
    expired: Number(row.expired),
    due: { kept: Number(kept), of: Number(due) },
    ...counted(row, working.get(taskId)),
  }))
}

/** The newest decisions of the steps that are all due on a business calendar. */
async function tookOf(
  { namespace, flowId }: InsightCall,
  from: Date,
  rows: readonly StepRow[],
): Promise<Took[]> {
  const keys = rows.flatMap(({ taskId, works }) => (works ? taskId : []))
  if (keys.length === 0) return []
  return db.$queryRaw<Took[]>`
    SELECT a."taskId" AS key, a.calendar, a."createdAt" AS asked, a."closedAt" AS decided
    FROM "Approval" a JOIN "Execution" e ON e.id = a."executionId"
    WHERE e.namespace = ${namespace} AND e."flowId" = ${flowId} AND a."createdAt" >= ${from} AND ${bySomebody}
      AND a."taskId" = ANY(${keys}) AND a.calendar IS NOT NULL AND a."closedAt" IS NOT NULL
    ORDER BY a."closedAt" DESC LIMIT ${mostCounted}`
}
