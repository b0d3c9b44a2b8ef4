import { logLevels, type LogLevel } from '#engine/flow/flow.ts'
import type { Log } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { findExecution } from './get-execution.ts'
import type { LogView } from './view.ts'

export interface LogFilter {
  /** This level and the graver ones. */
  minLevel?: LogLevel
  taskRunId?: string
  taskId?: string
  /** From 0, as Kestra counts. */
  attempt?: number
}

/** Lines that one answer holds at most; a download has all. */
const most = 10_000

/** Lines of an execution's log, the oldest first. @throws AppError `not-found`, `forbidden` */
export async function getLogs(actor: Actor, executionId: string, filter: LogFilter = {}): Promise<LogView[]> {
  await findExecution(actor, executionId, 'log:read')
  const rows = await db.log.findMany({ where: whereOf(executionId, filter), orderBy: inOrder, take: most })
  return rows.map(view)
}

const inOrder = [{ timestamp: 'asc' }, { line: 'asc' }] as const satisfies object[]

function whereOf(executionId: string, { minLevel, taskRunId, taskId, attempt }: LogFilter) {
  const levels = minLevel && logLevels.slice(logLevels.indexOf(minLevel))
  return {
    executionId,
    taskRunId,
    taskId,
    attempt: attempt === undefined ? undefined : attempt + 1,
    level: levels && { in: [...levels] },
  }
}

function view(row: Log): LogView {
  return {
    namespace: row.namespace,
    flowId: row.flowId,
    taskId: row.taskId,
    executionId: row.executionId,
    taskRunId: row.taskRunId,
    attemptNumber: row.attempt - 1,
    timestamp: row.timestamp.toISOString(),
    level: row.level as LogLevel,
    thread: `delivery-${row.delivery}`,
    message: row.message,
  }
}

/** The log as text, a line each, read from the database piece by piece. */
export async function downloadLogs(
  actor: Actor,
  executionId: string,
  filter: LogFilter = {},
): Promise<ReadableStream<Uint8Array>> {
  await findExecution(actor, executionId, 'log:read')
  const pieces = textOf(executionId, filter)
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

async function* textOf(executionId: string, filter: LogFilter): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder()
  for (let skip = 0; ; skip += most) {
    const rows = await db.log.findMany({
      where: whereOf(executionId, filter),
      orderBy: inOrder,
      take: most,
      skip,
    })
    const lines = rows.map(
      (row) => `${row.timestamp.toISOString()} ${row.level} ${row.taskId} ${row.message}\n`,
    )
    yield encoder.encode(lines.join(''))
    if (rows.length < most) return undefined
  }
}
