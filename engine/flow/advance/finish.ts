import type { JsonObject, State } from '../flow.ts'
import type { Fact } from './facts.ts'
import { freshWalk } from './fresh-walk.ts'
import { originOf } from './retry.ts'
import type { RenderResult } from './events.ts'
import { readOutput } from './read-output.ts'
import type { Work } from './work.ts'

/** All task runs have ended: the flow's outputs, then the end. */
export function finishRun(work: Work): void {
  if (work.state.after) return endAfter(work)
  const { result, killed } = work.state.walk
  const { outputs } = work.program.flow
  const succeeded = result === 'SUCCESS' || result === 'WARNING'
  if (killed || !succeeded || outputs.length === 0) return end(work, result)
  work.setWalk(undefined, { phase: 'outputs' })
  work.ask(
    { attempt: 0, parts: outputs.map(() => 'outputs' as const) },
    outputs.map(({ value, reads }) => ({ source: value, reads })),
  )
}

/** Outputs that cannot be rendered make the execution FAILED, and it has none of them. */
export function outputsRendered(work: Work, results: readonly RenderResult[]): void {
  const values: JsonObject = {}
  for (const [index, output] of work.program.flow.outputs.entries()) {
    const read = readOutput(output.type, results[index] ?? { error: 'it was not rendered' })
    if ('error' in read) {
      work.set({ error: { message: `Output ${output.id} cannot be rendered: ${read.error}` } })
      return end(work, 'FAILED')
    }
    values[output.id] = read.value
  }
  end(work, work.state.walk.result, values)
}

/** Gives the execution its state for good: nothing of it is open any more. `afterExecution` follows. */
export function end(work: Work, state: State, outputs?: JsonObject): void {
  for (const timerId of Object.keys(work.state.timers)) work.disarm(timerId)
  work.set({
    status: state,
    nodes: {},
    renders: {},
    paused: 0,
    sla: undefined,
    resubmission: undefined,
    finished: undefined,
    comparing: undefined,
    held: undefined,
    loops: undefined,
    gathered: undefined,
  })
  const error = state === 'FAILED' ? (work.state.error?.message ?? work.state.walk.message) : undefined
  work.facts.push({ kind: 'execution', at: work.at, state, outputs, error, ...successorOf(work, state) })
  if (!(work.program.flow.afterExecution ?? []).some((task) => !task.disabled)) {
    work.effects.push({ kind: 'end' })
    return
  }
  work.set({ after: true, walk: { ...freshWalk('afterExecution', 1), phase: 'after' } })
  work.look(undefined)
}

function successorOf(work: Work, state: State): Pick<Extract<Fact, { kind: 'execution' }>, 'successor'> {
  const { successor } = work.state
  if (state !== 'RETRIED' || !successor) return {}
  const origin = originOf(work.state)
  return { successor: { at: successor.at, origin: { ...origin, attempt: origin.attempt + 1 } } }
}

/** What was played after the end is over too. */
function endAfter(work: Work): void {
  for (const timerId of Object.keys(work.state.timers)) work.disarm(timerId)
  work.set({ after: undefined, nodes: {}, renders: {}, paused: 0, loops: undefined, gathered: undefined })
  work.effects.push({ kind: 'end' })
}
