import type { Semantics } from './state.ts'

/**
 * The newest number. A change of the effects for the same state and event raises it, and `advance` goes on to play the
 * numbers of the last two minor releases by asking `state.semantics`.
 */
export const semantics: Semantics = 6

/** From here on an assertion that cannot be evaluated breaks its agreement, and a broken agreement is told in the log. */
export const assertionsAreJudged: Semantics = 2

/** From here on the time of a retry that makes new executions runs from when the first of them was begun, not asked for. */
export const retriesCountFromBeginning: Semantics = 3

/** From here on the shell stores the end of a run in the workflow task that comes to it, not in an activity after it. */
export const endsAreStoredAtOnce: Semantics = 4

/** From here on an approval plays its `errors` and `finally` after its decision, whether or not it has tasks for that decision. */
export const handlersFollowDecisions: Semantics = 5

/**
 * From here on what is decided in time counts although it can still be taken back as the approval is due, and so does a question that
 * stands; and others are asked only where somebody is late.
 */
export const lateIsWhoseTurnItIs: Semantics = 6
