import type { JsonObject, State } from '../flow.ts'
import type { Resubmission } from '../approvals/types.ts'
import { resubmittable } from '../approvals/resubmit.ts'
import { worse } from './child-ended.ts'
import { ownOf } from './entries.ts'
import { freshWalk } from './fresh-walk.ts'
import { killChildren } from './kill.ts'
import { endNode } from './task-end.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/**
 * A decider asks for changes: whatever is open of this round ends, and then the execution waits for its requester. One that is
 * about to end anyhow goes on to its end.
 * @param to `form`, or the task of the flow's own list that the next round begins with
 */
export function sendBack(work: Work, node: Node, { to, outputs }: { to: string; outputs: JsonObject }): void {
  const end = { state: 'CANCELLED' as const, outputs, message: 'It was sent back for changes' }
  const { phase, fixed } = work.state.walk
  if (fixed || phase !== 'body') return endNode(work, node, end)
  const from = work.program.flow.tasks.findIndex(({ id }) => id === to)
  work.set({ resubmission: { from: Math.max(from, 0), waits: false } })
  work.setWalk(undefined, { stopped: true })
  endNode(work, node, end)
  killChildren(work, undefined)
  work.look(undefined)
}

/**
 * Waits for the requester as soon as nothing of the round is open any more.
 * @returns whether nothing else may follow
 */
export function waitsForRequester(work: Work): boolean {
  const { resubmission, walk, paused } = work.state
  if (!resubmission) return false
  if (walk.killed || walk.fixed) {
    // it ends meanwhile
    work.set({ resubmission: undefined, paused: resubmission.waits ? paused - 1 : paused })
    return false
  }
  if (walk.running === 0 && !resubmission.waits)
    work.set({ resubmission: { ...resubmission, waits: true }, paused: paused + 1 })
  return true
}

/**
 * The requester sent the form again: the next round begins with the task that the sending back named; the answers of the
 * round before are kept. What `resubmittable` refuses changes nothing.
 */
export function resubmitted(work: Work, resubmission: Resubmission): void {
  const { state } = work
  const { commandId, round, inputs } = resubmission
  const { resubmission: waited, context, resumes = {}, finished = {} } = state
  if (!waited?.waits || ownOf(resumes, commandId) || !resubmittable(state, resubmission).accepted) return
  const standing = work.program.flow.tasks.slice(0, waited.from).flatMap(({ id }) => finished[id] ?? [])
  const result = standing.map((run) => run.state).reduce<State>(worse, 'SUCCESS')
  work.set({
    round,
    resubmission: undefined,
    paused: state.paused - 1,
    comparing: undefined,
    // what an earlier attempt left stands in `finished`, as far as it was taken over
    kept: undefined,
    error: undefined,
    resumes: { ...resumes, [commandId]: true },
    walk: { ...freshWalk('tasks', 1), next: waited.from, result },
  })
  work.setContext({ inputs, rounds: [...context.rounds, context.inputs] })
  work.facts.push({ kind: 'resubmitted', at: work.at, resubmission })
  for (const { id: taskRunId } of standing)
    work.facts.push({ kind: 'task-run-kept', at: work.at, taskRunId, round })
  work.look(undefined)
}
