import {
  ActivityCancellationType,
  isCancellation,
  rootCause,
  scheduleActivity,
  scheduleLocalActivity,
} from '@temporalio/workflow'
import type { Limits } from './limits.ts'

/** An infrastructure's failure is tried again until it is mended; the worker marks what no repetition mends. */
const retry = { initialInterval: 500, backoffCoefficient: 2, maximumInterval: 10_000 }

export interface LocalOptions {
  limits: Limits
  /** Called before the command of an activity is made. */
  escalated?: () => void
}

/**
 * Runs in the workflow task itself; where that fails or takes too long, in an activity of its own.
 */
export async function callLocal<R>(name: string, argument: object, options: LocalOptions): Promise<R> {
  const { limits, escalated } = options
  try {
    return await scheduleLocalActivity<R>(name, [argument], {
      startToCloseTimeout: limits.localTimeoutMs,
      retry: { maximumAttempts: limits.localAttempts, initialInterval: 20, maximumInterval: 20 },
      cancellationType: ActivityCancellationType.TRY_CANCEL,
    })
  } catch (error) {
    if (isCancellation(error)) throw error
    escalated?.()
    return callRemote<R>(name, argument, { timeoutMs: 60_000 })
  }
}

export interface RemoteOptions {
  timeoutMs: number
  /** Set where the activity tells of itself; its absence for so long is a lost worker. */
  heartbeatTimeoutMs?: number
}

export function callRemote<R>(name: string, argument: object, options: RemoteOptions): Promise<R> {
  return scheduleActivity<R>(name, [argument], {
    startToCloseTimeout: options.timeoutMs,
    heartbeatTimeout: options.heartbeatTimeoutMs,
    retry,
    cancellationType: ActivityCancellationType.TRY_CANCEL,
  })
}

/** What an engineer is told of a call that failed for good. */
export function reasonOf(error: unknown): string {
  return rootCause(error) ?? (error instanceof Error ? error.message : String(error))
}
