import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import type { LogView } from '#server/runs/view.ts'
import { demandLogs } from './demand-logs.ts'
import { inOrder, lineView, whereOf, type LogFilter } from './line.ts'
import { pieces } from './pieces.ts'

/** Lines that one answer holds at most; a download has all. */
const most = 10_000

/** Which part of the lines that fit. */
interface LogPart {
  skip?: number
  take?: number
  /** Only the last lines; `skip` and `take` count for nothing then. */
  tail?: number
}

const fromTheEnd = [
  { timestamp: 'desc' },
  { line: 'desc' },
  { taskRunId: 'desc' },
  { attempt: 'desc' },
  { delivery: 'desc' },
] as const satisfies object[]

/** Lines of an execution's log, the oldest first. @throws AppError `not-found`, `forbidden` */
export async function getLogs(
  actor: Actor,
  executionId: string,
  filter: LogFilter & LogPart = {},
): Promise<LogView[]> {
  await demandLogs(actor, executionId, 'log:read')
  const { skip = 0, take = most, tail, ...which } = filter
  const where = whereOf(executionId, which)
  if (tail !== undefined) {
    const last = await db.log.findMany({ where, orderBy: fromTheEnd, take: tail })
    return last.reverse().map(lineView)
  }
  const rows = await db.log.findMany({ where, orderBy: inOrder, skip, take: Math.min(take, most) })
  return rows.map(lineView)
}

/** How many lines there are. @throws AppError `not-found`, `forbidden` */
export async function countLogs(
  actor: Actor,
  executionId: string,
  filter: LogFilter = {},
): Promise<{ total: number }> {
  await demandLogs(actor, executionId, 'log:read')
  return { total: await db.log.count({ where: whereOf(executionId, filter) }) }
}

/** The log as text, a line each, read from the database piece by piece. */
export async function downloadLogs(
  actor: Actor,
  executionId: string,
  filter: LogFilter = {},
): Promise<ReadableStream<Uint8Array>> {
  await demandLogs(actor, executionId, 'log:read')
  const pieces = logText(executionId, filter)
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** The lines as text, a batch at a time. Who may read them is the caller's to know. */
export async function* logText(
  executionId: string,
  filter: LogFilter,
): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder()
  for await (const rows of pieces(whereOf(executionId, filter), most)) {
    const lines = rows.map(
      ({ timestamp, level, taskId, message }) =>
        `${timestamp.toISOString()} ${level} ${taskId ? `${taskId} ` : ''}${message}\n`,
    )
    yield encoder.encode(lines.join(''))
  }
  return undefined
}
