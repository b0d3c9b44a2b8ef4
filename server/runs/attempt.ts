import { Context } from '@temporalio/activity'
import type { TaskEnd } from '#engine/flow/advance/types.ts'
import type { AttemptCall } from '#engine/workflow/messages.ts'
import { runTask } from '#server/tasks/run-task.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { printDuration } from './iso-duration.ts'

const heartbeatMs = 2_000
/** After its time-out an attempt may clean up for so long. */
const graceMs = 10_000

/** A call as the task's own code takes it: with the signal that ends it, and with signs of life. */
export function taskCall(call: AttemptCall, signal: AbortSignal): TaskCall {
  const { timeoutMs: _, ...rest } = call
  const { info } = Context.current()
  const heartbeat = (details?: unknown) => {
    if (!info.isLocal) Context.current().heartbeat(details)
  }
  return { ...rest, delivery: info.attempt, signal, heartbeat }
}

/** Runs one attempt of a task; a time-out of the flow's own is the task's failure, a lost worker is the machine's. */
export async function runAttempt(call: AttemptCall): Promise<TaskEnd> {
  const { cancellationSignal, info } = Context.current()
  const startedAt = Date.now()
  const late = new AbortController()
  const signal = AbortSignal.any([cancellationSignal, late.signal])
  const context = Context.current()
  const beat = info.isLocal ? undefined : setInterval(() => context.heartbeat(), heartbeatMs)
  const clock = call.timeoutMs === undefined ? undefined : setTimeout(() => late.abort(), call.timeoutMs)
  try {
    const end = await Promise.race([runTask(taskCall(call, signal)), afterGrace(late.signal)])
    if (cancellationSignal.aborted) throw cancellationSignal.reason
    return late.signal.aborted ? timedOut(call, startedAt) : (end ?? timedOut(call, startedAt))
  } finally {
    clearInterval(beat)
    clearTimeout(clock)
  }
}

function timedOut({ timeoutMs = 0 }: AttemptCall, startedAt: number): TaskEnd {
  return { state: 'FAILED', message: `Timeout after ${printDuration(timeoutMs)}`, startedAt }
}

/** Resolves with nothing when a task does not end although it was told to. */
function afterGrace(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => setTimeout(() => resolve(undefined), graceMs).unref(), {
      once: true,
    })
  })
}
