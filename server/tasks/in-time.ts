import type { TaskEnd } from '#engine/flow/advance/events.ts'
import { printDuration } from '#server/runs/iso-duration.ts'
import type { TaskCall } from './types.ts'

/** After its time-out an attempt may clean up for so long. */
const graceMs = 10_000

/** Runs one attempt; where it takes longer than it may it is told to end, and FAILED. */
export async function inTime(
  call: TaskCall,
  timeoutMs: number | undefined,
  run: (call: TaskCall) => Promise<TaskEnd>,
): Promise<TaskEnd> {
  if (timeoutMs === undefined) return run(call)
  const startedAt = Date.now()
  const late = new AbortController()
  const clock = setTimeout(() => late.abort(), timeoutMs)
  const failed: TaskEnd = {
    state: 'FAILED',
    message: `Timeout after ${printDuration(timeoutMs)}`,
    startedAt,
  }
  try {
    const signal = AbortSignal.any([call.signal, late.signal])
    const end = await Promise.race([run({ ...call, signal }), afterGrace(late.signal)])
    return late.signal.aborted ? failed : (end ?? failed)
  } finally {
    clearTimeout(clock)
  }
}

/** Resolves with nothing when a task does not end although it was told to. */
function afterGrace(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => setTimeout(() => resolve(undefined), graceMs).unref(), {
      once: true,
    })
  })
}
