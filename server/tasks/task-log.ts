import type { LogLevel } from '#engine/flow/flow.ts'
import { logLevels } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { tell } from '#server/events.ts'
import { log } from '#server/log.ts'
import { plainLine } from '#server/logs/plain-line.ts'
import type { TaskCall } from './types.ts'

const batchLines = 500
const batchMs = 100
/** Those who look on hear of new lines no more often than this. */
const tellMs = 250

interface Line {
  level: LogLevel
  message: string
  timestamp: Date
}

/**
 * The log of one attempt: lines go to Postgres in batches, in order, and are numbered, so that a repeat of the same delivery adds nothing.
 * `write` resolves when there is room again, which holds a quick writer back.
 */
export class TaskLog {
  private waiting: Line[] = []
  private written = 0
  private timer: NodeJS.Timeout | undefined
  private telling: NodeJS.Timeout | undefined
  private flushing: Promise<void> = Promise.resolve()

  constructor(
    private readonly call: TaskCall,
    private readonly least: LogLevel,
  ) {}

  async write(level: LogLevel, message: string): Promise<void> {
    if (logLevels.indexOf(level) < logLevels.indexOf(this.least)) return
    this.waiting.push({ level, message: plainLine(message), timestamp: new Date() })
    if (this.waiting.length >= batchLines) return this.pass()
    // what cannot be stored is told where it is met
    this.timer ??= setTimeout(() => void Promise.allSettled([this.pass()]), batchMs)
  }

  /** Stores what waits while the task goes on, and soon says so; its end is told with the task's own. */
  private async pass(): Promise<void> {
    await this.flush()
    this.telling ??= setTimeout(() => {
      this.telling = undefined
      tell(db, new Set([`logs:${this.call.executionId}`])).catch((err: unknown) =>
        log().warn({ err }, 'New lines of a task could not be told'),
      )
    }, tellMs).unref()
  }

  /** Stores what waits. Rejects when the database does, as every later call then does too. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const lines = this.waiting.splice(0)
    if (lines.length > 0) this.flushing = this.flushing.then(() => this.store(lines))
    // a timer's flush has nobody who waits: the failure is met again by the next call
    this.flushing.catch((err: unknown) => log().warn({ err }, 'Lines of a task could not be stored'))
    return this.flushing
  }

  private async store(lines: Line[]): Promise<void> {
    const { executionId, taskRunId, attempt, delivery, namespace, flowId, taskId } = this.call
    const first = this.written
    this.written += lines.length
    // one statement whatever the number of lines: thousands of parameters take the driver longer than the database
    await db.$executeRaw`
      INSERT INTO "Log" ("executionId", "taskRunId", attempt, delivery, line, namespace, "flowId", "taskId", timestamp, level, message)
      SELECT ${executionId}, ${taskRunId}, ${attempt}, ${delivery}, ${first} + at - 1, ${namespace}, ${flowId}, ${taskId}, time, level, message
      FROM unnest(${lines.map(({ timestamp }) => timestamp.toISOString())}::timestamptz[], ${lines.map(({ level }) => level)}::text[],
        ${lines.map(({ message }) => message)}::text[]) WITH ORDINALITY AS new(time, level, message, at)
      ON CONFLICT DO NOTHING`
  }
}
