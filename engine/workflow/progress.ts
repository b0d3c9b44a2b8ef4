import { callLocal, callRemote, reasonOf } from './calls.ts'
import type { Limits } from './limits.ts'
import type { ProgressAnswer, ProgressBatch } from './messages.ts'

export interface ProgressEnd {
  /** A newer generation owns the execution. */
  stale: boolean
  /** Why it cannot be stored. */
  broken?: string
}

/**
 * Stores a batch of facts; waits for an outage to end. Never rejects.
 * @param atOnce within the workflow task, which is not committed by then: only for the last batch of a run, after which
 * nothing can differ where a lost workflow task is played again
 */
export async function sendProgress(
  batch: ProgressBatch,
  { limits, atOnce }: { limits: Limits; atOnce: boolean },
): Promise<ProgressEnd> {
  try {
    const answer = atOnce
      ? await callLocal<ProgressAnswer>('recordProgress', batch, { limits })
      : await callRemote<ProgressAnswer>('recordProgress', batch, { timeoutMs: limits.endGraceMs })
    return { stale: answer.kind === 'stale' }
  } catch (error) {
    return { stale: false, broken: reasonOf(error) }
  }
}
