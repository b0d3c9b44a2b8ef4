import { callRemote, reasonOf } from './calls.ts'
import type { Limits } from './limits.ts'
import type { ProgressAnswer, ProgressBatch } from './messages.ts'

export interface ProgressEnd {
  /** A newer generation owns the execution. */
  stale: boolean
  /** Why it cannot be stored. */
  broken?: string
}

/** Stores a batch of facts; waits for an outage to end. Never rejects. */
export async function sendProgress(batch: ProgressBatch, limits: Limits): Promise<ProgressEnd> {
  try {
    const options = { timeoutMs: limits.endGraceMs }
    const answer = await callRemote<ProgressAnswer>('recordProgress', batch, options)
    return { stale: answer.kind === 'stale' }
  } catch (error) {
    return { stale: false, broken: reasonOf(error) }
  }
}
