import { isTerminal, states } from '#engine/flow/flow.ts'

/** States in which an execution, or a task run, is still going on. */
export const liveStates = states.filter((state) => !isTerminal(state))
