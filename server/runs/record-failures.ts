import type { Fact } from '#engine/flow/advance/facts.ts'
import { Prisma, type Tx } from '#server/db.ts'
import type { LockedExecution } from './locked-execution.ts'
import { storable } from './storable.ts'

/** Its number, behind all lines that came before. */
const last = 2_147_483_647

/** Characters; a longer reason is cut. */
const longest = 32_000

type TaskRunTold = Extract<Fact, { kind: 'task-run' }>

/**
 * Writes into the log why task runs failed that no task's own code could tell: flow control, and templates that could not be
 * rendered. What an attempt said itself stands there already. Attempts count from 1; deliveries of tasks do too, so 0 is free.
 */
export async function recordFailures(
  tx: Tx,
  { id, namespace, flowId }: LockedExecution,
  facts: readonly TaskRunTold[],
): Promise<void> {
  const rows = facts.flatMap(({ at, run }) =>
    run.message !== undefined && (run.state === 'FAILED' || run.state === 'WARNING')
      ? [
          {
            run: run.id,
            task: run.taskId,
            attempt: Math.max(run.attempts?.length ?? 0, 1),
            time: new Date(run.endedAt ?? at).toISOString(),
            message: run.message,
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Log" ("executionId", "taskRunId", attempt, delivery, line, namespace, "flowId", "taskId", timestamp, level, message)
    SELECT ${id}, run, attempt, 0, ${last}, ${namespace}, ${flowId}, task, time, 'ERROR', left(message, ${longest})
    FROM jsonb_to_recordset(${storable(rows)}::jsonb) AS told(run text, task text, attempt int, time timestamptz, message text)
    WHERE NOT EXISTS (
      SELECT 1 FROM "Log" l WHERE l."taskRunId" = run AND l.attempt = told.attempt AND l.level = 'ERROR' AND l.message = told.message)
    ON CONFLICT DO NOTHING`)
}
