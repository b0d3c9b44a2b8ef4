import { setTimeout as sleep } from 'node:timers/promises'
import type { InnerRun } from '#engine/flow/advance/inner-state.ts'
import { log } from '#server/log.ts'
import { sendInnerTold } from '#server/temporal.ts'
import type { TaskCall } from './types.ts'

/** Of one message. */
const mostRuns = 50
const mostBytes = 256_000
const pauseMs = 500
/** So often a message is tried that an attempt sends which is to end. */
const lastTries = 3

/**
 * Tells a run of the inner task runs of one attempt: one message at a time, in order, each with the newest of every task run, so that
 * quick ones hold nothing up.
 */
export class InnerReport {
  private waiting = new Map<string, InnerRun>()
  private sending: Promise<void> | undefined

  constructor(private readonly call: TaskCall) {}

  tell(run: InnerRun): void {
    this.waiting.set(run.taskId, run)
    this.sending ??= this.send().finally(() => (this.sending = undefined))
  }

  /** Resolves when all was told. */
  async flush(): Promise<void> {
    while (this.sending) await this.sending
  }

  private async send(): Promise<void> {
    const { executionId, generation, taskRunId, attempt, delivery, signal } = this.call
    for (let tries = 1; this.waiting.size > 0;) {
      const runs = this.next()
      try {
        const answer = await sendInnerTold(executionId, { generation, taskRunId, attempt, delivery, runs })
        if (answer === 'gone') return this.waiting.clear()
        for (const run of runs) if (this.waiting.get(run.taskId) === run) this.waiting.delete(run.taskId)
        tries = 1
      } catch (error) {
        log().warn({ executionId, taskRunId, error: String(error) }, 'The run cannot be told of a task run')
        if (signal.aborted && tries++ >= lastTries) return this.waiting.clear()
        await sleep(pauseMs)
      }
    }
  }

  private next(): InnerRun[] {
    const runs: InnerRun[] = []
    let bytes = 0
    for (const run of this.waiting.values()) {
      bytes += JSON.stringify(run).length
      if (runs.length > 0 && (runs.length >= mostRuns || bytes > mostBytes)) break
      runs.push(run)
    }
    return runs
  }
}
