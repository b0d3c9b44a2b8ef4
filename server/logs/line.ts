import { logLevels, type LogLevel } from '#engine/flow/flow.ts'
import type { Log, Prisma } from '#generated/prisma/client.ts'
import type { LogView } from '#server/runs/view.ts'

/** Which lines of an execution. */
export interface LogFilter {
  /** This level and the graver ones. */
  minLevel?: LogLevel
  taskRunId?: string
  taskId?: string
  /** Any of these. */
  taskIds?: readonly string[]
  /** From 0, as Kestra counts. */
  attempt?: number
  /** What a message holds, in either case. */
  q?: string
}

/** Lines of one attempt stand as they were written, those of others by time; no two stand at the same place. */
export const inOrder = [
  { timestamp: 'asc' },
  { line: 'asc' },
  { taskRunId: 'asc' },
  { attempt: 'asc' },
  { delivery: 'asc' },
] as const satisfies object[]

/** This level and the graver ones. */
export function from(minLevel: LogLevel): LogLevel[] {
  return logLevels.slice(logLevels.indexOf(minLevel))
}

export function whereOf(
  executionId: string,
  { minLevel, taskRunId, taskId, taskIds, attempt, q }: LogFilter,
): Prisma.LogWhereInput {
  return {
    executionId,
    taskRunId,
    taskId: taskId ?? (taskIds && taskIds.length > 0 ? { in: [...taskIds] } : undefined),
    attempt: attempt === undefined ? undefined : attempt + 1,
    level: minLevel && { in: from(minLevel) },
    message: q === undefined ? undefined : { contains: literally(q), mode: 'insensitive' },
  }
}

/** As `LIKE` reads it. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&')

export function lineView(row: Log): LogView {
  return {
    namespace: row.namespace,
    flowId: row.flowId,
    executionId: row.executionId,
    // a line about the execution itself names no task run
    ...(row.attempt > 0
      ? { taskId: row.taskId, taskRunId: row.taskRunId, attemptNumber: row.attempt - 1 }
      : {}),
    timestamp: row.timestamp.toISOString(),
    level: row.level as LogLevel,
    thread: `delivery-${row.delivery}`,
    message: row.message,
  }
}
