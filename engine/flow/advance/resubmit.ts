import type { JsonObject } from '../flow.ts'
import type { Work } from './work.ts'

/**
 * The requester sent the form again: the next round begins with the task that the sending back named; the answers of the
 * round before are kept. Ignored unless the execution waits for just this round.
 */
export function resubmitted(work: Work, round: number, inputs: JsonObject): void {
  const { resubmission, context, walk } = work.state
  if (!resubmission || round !== work.state.round + 1) return
  work.set({ round, resubmission: undefined, walk: { ...walk, next: resubmission.from, stopped: false } })
  work.setContext({ inputs, rounds: [...context.rounds, context.inputs] })
  work.look(undefined)
}
