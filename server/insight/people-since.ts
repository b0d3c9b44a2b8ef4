import { db } from '#server/db.ts'
import { counted, type Counted } from './counted.ts'
import type { InsightCall, PersonInsight } from './view.ts'
import { mostCounted, workingTimesBy, type Took } from './working-times.ts'

const mostPeople = 50

interface PersonRow extends Counted {
  id: string
  name: string
  decided: bigint
  approved: bigint
}

/** Who was asked together with others and did not decide before it was over is not counted for that. */
export async function peopleSince(call: InsightCall, from: Date): Promise<PersonInsight[]> {
  const { namespace, flowId } = call
  const rows = await db.$queryRaw<PersonRow[]>`
    WITH own AS (
      SELECT a.id, a.state, a.round, a."createdAt", a."dueAt", a.calendar
      FROM "Approval" a JOIN "Execution" e ON e.id = a."executionId"
      WHERE e.namespace = ${namespace} AND e."flowId" = ${flowId}),
    told AS (
      SELECT v."personId", v.vote, own.calendar, extract(epoch FROM v.at - own."createdAt")::float AS took, FALSE AS open, FALSE AS late
      FROM own JOIN "ApprovalVote" v ON v."approvalId" = own.id
      WHERE v.at >= ${from} AND v."heldUntil" IS NULL AND v."keptFrom" IS NULL
      UNION ALL
      SELECT DISTINCT ON (own.id, d."personId") d."personId", NULL, NULL, NULL, TRUE, coalesce(own."dueAt" < now(), FALSE)
      FROM own JOIN "ApprovalDecider" d ON d."approvalId" = own.id
      WHERE own.state = 'OPEN' AND NOT d.done AND NOT EXISTS (
        SELECT FROM "ApprovalVote" v
        WHERE v."approvalId" = own.id AND d."personId" IN (v."personId", v."onBehalfOfId") AND v.round = own.round))
    SELECT p.id, p.name,
      count(*) FILTER (WHERE NOT open) AS decided,
      count(*) FILTER (WHERE vote = 'APPROVE') AS approved,
      coalesce(bool_and(calendar IS NOT NULL) FILTER (WHERE NOT open), FALSE) AS works,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE NOT open) AS usual,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FILTER (WHERE NOT open) AS slow,
      count(*) FILTER (WHERE open) AS waiting,
      count(*) FILTER (WHERE late) AS overdue
    FROM told JOIN "Person" p ON p.id = told."personId"
    GROUP BY p.id, p.name ORDER BY overdue DESC, waiting DESC, decided DESC, p.name LIMIT ${mostPeople}`
  const working = await workingTimesBy(await tookBy(call, from, rows))
  return rows.map(({ id, name, ...row }) => ({
    person: { id, name },
    decided: Number(row.decided),
    approved: Number(row.approved),
    ...counted(row, working.get(id)),
  }))
}

/** The newest decisions of the people whose decisions are all due on a business calendar. */
async function tookBy(
  { namespace, flowId }: InsightCall,
  from: Date,
  rows: readonly PersonRow[],
): Promise<Took[]> {
  const keys = rows.flatMap(({ id, works }) => (works ? id : []))
  if (keys.length === 0) return []
  return db.$queryRaw<Took[]>`
    SELECT v."personId" AS key, a.calendar, a."createdAt" AS asked, v.at AS decided
    FROM "Approval" a JOIN "Execution" e ON e.id = a."executionId" JOIN "ApprovalVote" v ON v."approvalId" = a.id
    WHERE e.namespace = ${namespace} AND e."flowId" = ${flowId} AND v.at >= ${from} AND v."personId" = ANY(${keys})
      AND a.calendar IS NOT NULL AND v."heldUntil" IS NULL AND v."keptFrom" IS NULL
    ORDER BY v.at DESC LIMIT ${mostCounted}`
}
