import { isTerminal } from '../flow.ts'
import { firstState } from './advance.ts'
import { isMap } from './entries.ts'
import { keepContext, reopened } from './keep-on.ts'
import { rememberByValue } from './memory.ts'
import { outputNames } from './output-names.ts'
import { taskOf } from './task-index.ts'
import { iterationId } from './task-run-id.ts'
import type { RecordedRun } from './keep.ts'
import type { RunStart } from './events.ts'
import type { LoopValues, RunState } from './state.ts'
import type { Program } from './types.ts'
import { Work } from './work.ts'

/**
 * The state as templates saw it, from the records of an execution: all outputs so far, and the task run with those around it
 * as if they were open. Good for `visibleContext`, not to be played on.
 */
export function recordedState(
  program: Program,
  start: RunStart,
  { runs, taskRunId }: { runs: readonly RecordedRun[]; taskRunId?: string },
): RunState {
  const work = new Work(program, firstState(program, start), start.at)
  keepContext(
    work,
    runs.map((run) => ({ ...run, as: 'done' })),
  )
  const byId = new Map(runs.map((run) => [run.id, run]))
  for (let run = byId.get(taskRunId ?? ''); run; run = byId.get(run.parentId ?? '')) {
    const owner = openIteration(work, run, byId.get(run.parentId ?? '')) ?? run.parentId
    work.put({ ...reopened({ ...run, as: 'open' }, { owner, branch: '' }), waits: 'children' })
  }
  const namesOf = outputNames(program, runs)
  for (const { id, taskId, state, outputs: given, ...run } of runs) {
    const { values, iteration } = namesOf({ id, taskId, ...run })
    const owner = iteration === undefined ? undefined : work.node(iteration)
    if (iteration !== undefined && !owner) continue
    const ended = isTerminal(state) && !work.node(id) ? { state } : {}
    const outputs = owner && isMap(given) ? { outputs: given } : {}
    rememberByValue(work, { taskId, values, owner }, { ...ended, ...outputs })
  }
  work.set({ loops: loopsOf(runs) })
  return work.state
}

/** What the loops went over, as far as their children tell. */
function loopsOf(runs: readonly RecordedRun[]): Record<string, LoopValues> {
  const loops: Record<string, LoopValues> = {}
  for (const { parentId, value, iteration } of runs) {
    if (parentId === undefined || value === undefined || iteration === undefined) continue
    const { values } = (loops[parentId] ??= { values: [] })
    values[iteration] = value
  }
  return loops
}

/** The iteration that a child of a loop was in, as if it were open. */
function openIteration(work: Work, run: RecordedRun, loop: RecordedRun | undefined): string | undefined {
  const kind = loop && work.program.controls[taskOf(work.program.flow, loop.taskId).type]?.loops
  if (!loop || !kind || run.iteration === undefined) return undefined
  const { iteration, value, round, position } = run
  const id = iterationId(loop.id, iteration)
  work.put({
    id,
    taskId: loop.taskId,
    parentId: loop.id,
    branch: '',
    value,
    iteration,
    round,
    state: 'RUNNING',
    attempt: 0,
    position,
    iterationOf: kind,
    memory: kind === 'item' ? { outputs: {}, tasks: {} } : undefined,
  })
  return id
}
