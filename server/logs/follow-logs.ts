import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Log } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demandLogs } from './demand-logs.ts'
import { lineView, whereOf, type LogFilter } from './line.ts'
import { pieces } from './pieces.ts'

/** How long one look waits for the next. Milliseconds. */
const pauseMs = 500
/** Lines of attempts side by side may be stored this much out of order. */
const overlapMs = 10_000
const piece = 2_000
const longestMs = 60 * 60_000

/**
 * The log of an execution as an event stream: what is there, then each line as it is stored, until the execution has ended.
 * @throws AppError `not-found`, `forbidden`
 */
export async function followLogs(
  actor: Actor,
  executionId: string,
  follow: { filter: LogFilter; signal: AbortSignal },
): Promise<Response> {
  await demandLogs(actor, executionId, 'log:read')
  const events = eventsOf(executionId, follow)
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await events.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await events.return(undefined)),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

const encoder = new TextEncoder()
const event = (id: string, data: unknown) => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`

async function* eventsOf(
  executionId: string,
  { filter, signal }: { filter: LogFilter; signal: AbortSignal },
): AsyncGenerator<Uint8Array, undefined> {
  const seen = new Seen()
  const end = Date.now() + longestMs
  yield encoder.encode(event('start', {}))
  while (!signal.aborted && Date.now() < end) {
    // the state first: what was stored before the end is then read after it
    const over = await hasEnded(executionId)
    for await (const rows of newRows(executionId, filter, seen)) {
      if (rows.length > 0) yield encoder.encode(rows.map((row) => event('progress', lineView(row))).join(''))
    }
    if (over) break
    yield encoder.encode(': wait\n\n')
    await new Promise((next) => setTimeout(next, pauseMs))
  }
  yield encoder.encode(event('end', {}))
  return undefined
}

async function* newRows(executionId: string, filter: LogFilter, seen: Seen): AsyncGenerator<Log[]> {
  const since = seen.latest - overlapMs
  const where = { ...whereOf(executionId, filter), timestamp: { gte: new Date(Math.max(since, 0)) } }
  for await (const rows of pieces(where, piece)) yield rows.filter((row) => seen.isNew(row))
}

/** Which lines were told: those of one delivery come in order, so its highest number is enough. */
class Seen {
  latest = 0
  private readonly lines = new Map<string, number>()

  isNew(row: Log): boolean {
    const key = `${row.taskRunId} ${row.attempt} ${row.delivery}`
    this.latest = Math.max(this.latest, row.timestamp.getTime())
    if (row.line <= (this.lines.get(key) ?? -1)) return false
    this.lines.set(key, row.line)
    return true
  }
}

async function hasEnded(id: string): Promise<boolean> {
  const row = await db.execution.findUnique({ where: { id }, select: { state: true } })
  return !row || isTerminal(row.state as State)
}
