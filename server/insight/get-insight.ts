import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { titleFromId } from '#server/flows/words.ts'
import { demandInsight } from './flows.ts'
import type { Insight, PersonInsight, StepInsight } from './view.ts'

export interface InsightCall {
  namespace: string
  flowId: string
  /** How far back, 1 to 366. */
  days: number
}

const dayMs = 86_400_000
const mostPeople = 50

/** How a flow's approvals went: by step and by person. Three queries, whatever there is. @throws AppError `not-found` */
export async function getInsight(actor: Actor, call: InsightCall): Promise<Insight> {
  await demandInsight(actor, call)
  const from = new Date(Date.now() - call.days * dayMs)
  const [requests, steps, people] = await Promise.all([
    requestsSince(call, from),
    stepsSince(call, from),
    peopleSince(call, from),
  ])
  return { from: from.toISOString(), requests, steps, people }
}

async function requestsSince({ namespace, flowId }: InsightCall, from: Date): Promise<Insight['requests']> {
  const [row] = await db.$queryRaw<{ made: bigint; reworked: bigint }[]>`
    SELECT count(*) AS made, count(*) FILTER (WHERE EXISTS (
      SELECT FROM "Approval" a WHERE a."requestId" = r.id AND a.state = 'SENT_BACK')) AS reworked
    FROM "Request" r WHERE r.namespace = ${namespace} AND r."flowId" = ${flowId} AND r."createdAt" >= ${from}`
  return { made: Number(row?.made ?? 0), reworked: Number(row?.reworked ?? 0) }
}

interface Counted {
  usual: number | null
  slow: number | null
  waiting: bigint
  overdue: bigint
}

interface StepRow extends Counted {
  taskId: string
  approved: bigint
  denied: bigint
  sentBack: bigint
  expired: bigint
  kept: bigint
  due: bigint
}

async function stepsSince({ namespace, flowId }: InsightCall, from: Date): Promise<StepInsight[]> {
  const rows = await db.$queryRaw<StepRow[]>`
    WITH asked AS (
      SELECT a.*, a.state IN ('APPROVED', 'DENIED', 'SENT_BACK') AND EXISTS (
          SELECT FROM jsonb_array_elements(coalesce(a.policy->'groups', '[null]'))) AND NOT (
          EXISTS (SELECT FROM "ApprovalVote" v WHERE v."approvalId" = a.id AND v.round = a.round)
          AND NOT EXISTS (
            SELECT FROM "ApprovalVote" v WHERE v."approvalId" = a.id AND v.round = a.round AND v."keptFrom" IS NULL))
          -- not by its own rule, nor by votes of an earlier round: nobody was asked
          AS decided,
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
      percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE decided) AS usual,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FILTER (WHERE decided) AS slow,
      count(*) FILTER (WHERE "isDue" AND decided AND NOT late) AS kept,
      count(*) FILTER (WHERE "isDue" AND (decided OR state = 'EXPIRED')) AS due,
      count(*) FILTER (WHERE state = 'OPEN') AS waiting,
      count(*) FILTER (WHERE state = 'OPEN' AND late) AS overdue
    FROM asked GROUP BY "taskId" ORDER BY min("createdAt" - (
      SELECT e."createdAt" FROM "Execution" e WHERE e.id = asked."executionId")), "taskId"`
  return rows.map(({ taskId, kept, due, ...row }) => ({
    taskId,
    title: titleFromId(taskId),
    approved: Number(row.approved),
    denied: Number(row.denied),
    sentBack: Number(row.sentBack),
    expired: Number(row.expired),
    due: { kept: Number(kept), of: Number(due) },
    ...counted(row),
  }))
}

interface PersonRow extends Counted {
  id: string
  name: string
  decided: bigint
  approved: bigint
}

/** Who was asked together with others and did not decide before it was over is not counted for that. */
async function peopleSince({ namespace, flowId }: InsightCall, from: Date): Promise<PersonInsight[]> {
  const rows = await db.$queryRaw<PersonRow[]>`
    WITH own AS (
      SELECT a.id, a.state, a.round, a."createdAt", a."dueAt"
      FROM "Approval" a JOIN "Execution" e ON e.id = a."executionId"
      WHERE e.namespace = ${namespace} AND e."flowId" = ${flowId}),
    told AS (
      SELECT v."personId", v.vote, extract(epoch FROM v.at - own."createdAt")::float AS took, FALSE AS open, FALSE AS late
      FROM own JOIN "ApprovalVote" v ON v."approvalId" = own.id
      WHERE v.at >= ${from} AND v."heldUntil" IS NULL AND v."keptFrom" IS NULL
      UNION ALL
      SELECT DISTINCT ON (own.id, d."personId") d."personId", NULL, NULL, TRUE, coalesce(own."dueAt" < now(), FALSE)
      FROM own JOIN "ApprovalDecider" d ON d."approvalId" = own.id
      WHERE own.state = 'OPEN' AND NOT d.done AND NOT EXISTS (
        SELECT FROM "ApprovalVote" v
        WHERE v."approvalId" = own.id AND d."personId" IN (v."personId", v."onBehalfOfId") AND v.round = own.round))
    SELECT p.id, p.name,
      count(*) FILTER (WHERE NOT open) AS decided,
      count(*) FILTER (WHERE vote = 'APPROVE') AS approved,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE NOT open) AS usual,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FILTER (WHERE NOT open) AS slow,
      count(*) FILTER (WHERE open) AS waiting,
      count(*) FILTER (WHERE late) AS overdue
    FROM told JOIN "Person" p ON p.id = told."personId"
    GROUP BY p.id, p.name ORDER BY overdue DESC, waiting DESC, decided DESC, p.name LIMIT ${mostPeople}`
  return rows.map(({ id, name, ...row }) => ({
    person: { id, name },
    decided: Number(row.decided),
    approved: Number(row.approved),
    ...counted(row),
  }))
}

function counted({ usual, slow, waiting, overdue }: Counted) {
  return {
    ...(usual === null ? {} : { usualSeconds: Math.round(usual) }),
    ...(slow === null ? {} : { slowSeconds: Math.round(slow) }),
    waiting: Number(waiting),
    overdue: Number(overdue),
  }
}
