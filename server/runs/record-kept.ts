import type { Fact } from '#engine/flow/advance/facts.ts'
import { Prisma, type Tx } from '#server/db.ts'

/** Marks a task run, all that it holds and their approvals as counting in a later round too. Repeating it changes nothing. */
export async function recordKept(
  tx: Tx,
  { taskRunId, round }: Extract<Fact, { kind: 'task-run-kept' }>,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    WITH RECURSIVE held AS (
      SELECT id, "executionId" FROM "TaskRun" WHERE id = ${taskRunId}
      UNION ALL
      SELECT t.id, t."executionId" FROM held JOIN "TaskRun" t
        ON t."executionId" = held."executionId" AND t."parentId" = held.id
    ), runs AS (
      UPDATE "TaskRun" t SET "lastRound" = ${round} FROM held WHERE t.id = held.id
    )
    UPDATE "Approval" a SET "lastRound" = ${round} FROM held WHERE a.id = held.id`)
}
