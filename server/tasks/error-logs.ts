import type { Json } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'

const most = 100

/** `errorLogs()`: the ERROR lines of an execution, the oldest first, as Kestra's log entries. */
export async function errorLogs(executionId: string): Promise<Json> {
  const rows = await db.log.findMany({
    where: { executionId, level: 'ERROR' },
    orderBy: [{ timestamp: 'asc' }, { line: 'asc' }],
    take: most,
  })
  return rows.map((row) => ({
    taskId: row.taskId,
    taskRunId: row.taskRunId,
    attemptNumber: row.attempt - 1,
    level: row.level,
    timestamp: row.timestamp.toISOString(),
    message: row.message,
  }))
}
