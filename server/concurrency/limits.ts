import { Prisma, type Tx } from '#server/db.ts'
import { slotStates } from '#server/runs/slots.ts'
import type { LimitView } from './view.ts'

/** The limit of each flow that has one in its newest revision, with what runs and waits, counted now. */
export async function limitsOf(tx: Tx, where: Prisma.Sql): Promise<LimitView[]> {
  return tx.$queryRaw<LimitView[]>(Prisma.sql`
    SELECT 'main' AS "tenantId", f.namespace, f.id AS "flowId",
      (r.compiled #>> '{concurrency,limit}')::int AS limit, r.compiled #>> '{concurrency,behavior}' AS behavior,
      (SELECT count(*)::int FROM "Execution" e WHERE e.namespace = f.namespace AND e."flowId" = f.id
        AND e.state IN (${Prisma.join(slotStates)})) AS running,
      (SELECT count(*)::int FROM "Execution" e WHERE e.namespace = f.namespace AND e."flowId" = f.id
        AND e.state = 'QUEUED') AS queued
    FROM "Flow" f
    JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE NOT f.deleted AND r.compiled -> 'concurrency' IS NOT NULL AND ${where}
    ORDER BY f.namespace, f.id`)
}
