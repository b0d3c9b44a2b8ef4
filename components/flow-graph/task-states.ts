import { badness } from '#components/run-timeline/task-run.ts'
import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { TaskState } from './shape.ts'

/**
 * How the tasks of a run stand, by their ids: what is not ended, else the worst of several. Several runs of one task are
 * iterations of a loop, or rounds.
 */
export function taskStates(
  runs: readonly { taskId: string; state: { current: State } }[],
): ReadonlyMap<string, TaskState> {
  const states = new Map<string, TaskState>()
  for (const { taskId, state } of runs) {
    const had = states.get(taskId)
    states.set(taskId, {
      state: had && rank(had.state) <= rank(state.current) ? had.state : state.current,
      count: (had?.count ?? 0) + 1,
    })
  }
  return states
}

function rank(state: State): number {
  if (!isTerminal(state)) return -1
  const place = badness.indexOf(state)
  return place < 0 ? badness.length : place
}
