import { Context } from '@temporalio/activity'
import type { TaskEnd } from '#engine/flow/advance/events.ts'
import type { AttemptCall } from '#engine/workflow/messages.ts'
import { inTime } from '#server/tasks/in-time.ts'
import { runTask } from '#server/tasks/run-task.ts'
import type { TaskCall } from '#server/tasks/types.ts'

const heartbeatMs = 2_000

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
  const context = Context.current()
  const { cancellationSignal, info } = context
  const beat = info.isLocal ? undefined : setInterval(() => context.heartbeat(), heartbeatMs)
  try {
    const end = await inTime(taskCall(call, cancellationSignal), call.timeoutMs, runTask)
    if (cancellationSignal.aborted) throw cancellationSignal.reason
    return end
  } finally {
    clearInterval(beat)
  }
}
