import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Outcome } from './view.ts'

/** All that the outcome of a request depends on. */
export interface OutcomeFacts {
  execution: State
  /** Its requester took it back, or somebody closed it: that stays. */
  closedAs?: 'WITHDRAWN' | 'CANCELLED'
  /** The approvals of the current execution that count in its present round, oldest first. */
  approvals: readonly { state: string; waitsForRequester: boolean }[]
}

/**
 * What a request has come to, in the business's words: the only place that says so.
 * A denial is REJECTED whatever it did to the execution; a failure is ON_HOLD, because somebody is told and may restart it.
 */
export function outcomeOf({ execution, closedAs, approvals }: OutcomeFacts): Outcome {
  if (closedAs) return closedAs
  if (!isTerminal(execution) || execution === 'RETRIED') {
    const asked = approvals.some(
      ({ state, waitsForRequester }) => state === 'SENT_BACK' || (state === 'OPEN' && waitsForRequester),
    )
    return asked ? 'WAITING_FOR_YOU' : 'IN_PROGRESS'
  }
  const decided = approvals.filter(
    ({ state }) => state === 'APPROVED' || state === 'DENIED' || state === 'EXPIRED',
  )
  const last = decided.at(-1)?.state
  if (execution === 'SUCCESS' || execution === 'WARNING') {
    if (last === 'DENIED') return 'REJECTED'
    return decided.some(({ state }) => state === 'APPROVED') ? 'APPROVED' : 'DONE'
  }
  if (last === 'DENIED') return 'REJECTED'
  return execution === 'FAILED' ? 'ON_HOLD' : 'CANCELLED'
}

/** Whether nothing more will happen to the request of itself. */
export function isClosed(outcome: Outcome): boolean {
  return outcome !== 'IN_PROGRESS' && outcome !== 'WAITING_FOR_YOU' && outcome !== 'ON_HOLD'
}
