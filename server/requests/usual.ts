import type { Flow } from '#engine/flow/flow.ts'
import { stagesOf } from '#engine/flow/stages.ts'
import { db, Prisma } from '#server/db.ts'

/** How many past runs are looked at, and how many there must be to say something. */
const newest = 200
const enough = 5

/** Median seconds of each stage, over the newest runs of the flow that came to their end; stages with fewer than five are left out. */
export async function usualSeconds(flow: Flow): Promise<Map<string, number>> {
  const pairs = stagesOf(flow).flatMap((stage) =>
    stage.tasks.map((task) => Prisma.sql`(${stage.id}::text, ${task}::text)`),
  )
  if (pairs.length === 0) return new Map()
  const rows = await db.$queryRaw<{ stage: string; seconds: number }[]>`
    WITH past AS (
      SELECT id FROM "Execution" WHERE namespace = ${flow.namespace} AND "flowId" = ${flow.id}
        AND state IN ('SUCCESS', 'WARNING') ORDER BY "createdAt" DESC LIMIT ${newest}
    ), spans AS (
      SELECT s.stage, max(t."endedAt") - min(t."startedAt") AS span
      FROM past JOIN "TaskRun" t ON t."executionId" = past.id AND t."parentId" IS NULL
      JOIN (VALUES ${Prisma.join(pairs)}) AS s(stage, task) ON s.task = t."taskId"
      GROUP BY past.id, s.stage
    )
    SELECT stage, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM span))::float8 AS seconds
    FROM spans WHERE span IS NOT NULL GROUP BY stage HAVING count(*) >= ${enough}`
  return new Map(rows.map(({ stage, seconds }) => [stage, Math.round(seconds)]))
}
