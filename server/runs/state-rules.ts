import { isTerminal, type State } from '#engine/flow/flow.ts'

/**
 * The state that an execution comes to when it is told to go to `to`; undefined where it stays as it is.
 * A terminal state is final in its generation, and nothing but an end comes after KILLING.
 */
export function nextState(from: State, to: State): State | undefined {
  if (from === to || isTerminal(from)) return undefined
  if (from !== 'KILLING') return to
  if (!isTerminal(to)) return undefined
  return to === 'CANCELLED' ? to : 'KILLED'
}

export interface HistoryEntry {
  state: State
  /** ISO 8601, UTC. */
  date: string
}

/** Walks the states that were told; what is not allowed is passed over. */
export function walkStates(
  from: State,
  told: readonly { state: State; at: number }[],
): { state: State; entries: HistoryEntry[] } {
  const entries: HistoryEntry[] = []
  let state = from
  for (const { state: to, at } of told) {
    const next = nextState(state, to)
    if (!next) continue
    state = next
    entries.push({ state, date: new Date(at).toISOString() })
  }
  return { state, entries }
}
