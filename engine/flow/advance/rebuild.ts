import { searchAgain } from './approval-change.ts'
import { finishRun } from './finish.ts'
import { askAfter } from './iteration.ts'
import { closeInner, endKilledWhole } from './inner-told.ts'
import { endKilled } from './kill.ts'
import { askLabels } from './labels.ts'
import { resumeCall } from './call.ts'
import { startAttempt, startLife } from './life.ts'
import { taskOf } from './task-index.ts'
import type { Node, RunState } from './state.ts'
import type { Program, Step } from './types.ts'
import { askAssertions } from './assertions.ts'
import { playOn } from './walk.ts'
import { Work } from './work.ts'

/** What is stored beside the facts of an execution: its state without the task runs, and each open task run. */
export interface Recorded {
  root: Omit<RunState, 'nodes'>
  nodes: readonly Node[]
}

/**
 * The state from its stored parts; `advance` goes on from it. Finished task runs are no part of a state.
 * @throws Error where the parts do not fit together or belong to another flow
 */
export function rebuild({ flow }: Program, { root, nodes }: Recorded): RunState {
  const known = new Set(nodes.map(({ id }) => id))
  for (const { id, taskId, parentId } of nodes) {
    taskOf(flow, taskId)
    if (parentId !== undefined && !known.has(parentId))
      throw new Error(`The task run around ${id} is not stored`)
  }
  const sorted = [...nodes].sort((a, b) => a.position - b.position)
  return { ...root, nodes: Object.fromEntries(sorted.map((node) => [node.id, node])) }
}

/**
 * Goes on after the host was lost with all it was doing: asks again for what has no answer yet, and begins a new attempt
 * of each task that was running. Open timers are `state.timers`, which the host arms itself.
 */
export function interrupted(program: Program, state: RunState, at: number): Step {
  const work = new Work(program, state, at)
  work.set({ renders: {} })
  for (const node of Object.values(state.nodes)) goOn(work, node)
  if (state.comparing && state.comparing.same === undefined) work.set({ comparing: undefined })
  if (state.walk.phase === 'labels') askLabels(work)
  if (state.walk.phase === 'outputs') finishRun(work)
  if (state.sla?.asked) work.set({ sla: { ...state.sla, asked: false, due: true } })
  work.look(undefined)
  playOn(work)
  askAssertions(work)
  return work.step()
}

function goOn(work: Work, node: Node): void {
  const phase = node.walk?.phase
  if (node.iterationOf && (phase === 'outputs' || phase === 'condition')) return askAfter(work, node, phase)
  if (node.waits === 'render') {
    const first = node.attempt === 0 || node.state === 'RESTARTED'
    return first ? startLife(work, node) : startAttempt(work, node)
  }
  if (node.waits === 'task')
    return node.state === 'KILLING' ? endKilledWhole(work, node) : newAttempt(work, node)
  if (node.waits === 'executions') return resumeCall(work, node)
  if (node.waits !== 'approval') return
  if (node.approval?.frozen) return searchAgain(work, node)
  if (node.state === 'KILLING') return endKilled(work, node)
  work.effects.push({ kind: 'open-approval', taskRunId: node.id, taskId: node.taskId, round: node.round })
}

function newAttempt(work: Work, node: Node): void {
  if (node.inner) closeInner(work, node)
  const { attempts = [] } = node
  const last = attempts.at(-1)
  const closed = last
    ? [{ ...last, state: 'KILLED' as const, endedAt: work.at, message: 'It was interrupted' }]
    : []
  work.disarm(`timeout:${node.id}`)
  startAttempt(work, work.put({ ...node, attempts: [...attempts.slice(0, -1), ...closed] }))
}
