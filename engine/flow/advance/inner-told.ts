import { innerId, innerNode } from './inner.ts'
import type { InnerRun } from './inner-state.ts'
import type { RunEvent } from './events.ts'
import { endKilled } from './kill.ts'
import type { Node } from './state.ts'
import { endNode } from './task-end.ts'
import { addVariables } from './variables.ts'
import type { Work } from './work.ts'

/** Takes what an attempt tells of its inner task runs. What an earlier delivery of it tells comes too late. */
export function innerTold(work: Work, event: Extract<RunEvent, { kind: 'inner-told' }>): void {
  const { taskRunId: id, attempt, delivery, runs } = event
  const outer = work.node(id)
  if (!outer?.inner || outer.waits !== 'task' || outer.attempt !== attempt) return
  if (delivery < outer.inner.delivery) return
  if (delivery > outer.inner.delivery) {
    // its host was lost: another one plays them all again
    closeInner(work, outer)
    work.put({ ...outer, inner: { ...outer.inner, delivery, told: {} } })
  }
  for (const run of runs) takeRun(work, id, run)
}

function takeRun(work: Work, outerId: string, run: InnerRun): void {
  const outer = work.node(outerId)
  if (!outer?.inner) return
  const known = work.node(innerId(work.state, outer, run.taskId))
  if (!known && Object.hasOwn(outer.inner.told, run.taskId)) return
  const told = { ...outer.inner.told, [run.taskId]: run.attempts }
  work.put({ ...outer, inner: { ...outer.inner, told } })
  if (!known) work.set({ positions: work.state.positions + 1 })
  const { state, attempts, startedAt, end } = run
  const fresh = known ?? { ...innerNode(work.state, outer, run.taskId), position: work.state.positions - 1 }
  const node = work.put({ ...fresh, state, attempts, attempt: attempts.length, startedAt })
  if (!end) return work.tell(node)
  addVariables(work, end)
  if (end.labels) work.label(end.labels)
  endNode(work, node, { state, outputs: end.outputs, message: end.message })
}

/** Ends the inner task runs that are still open when the attempt around them has ended. */
export function closeInner(work: Work, outer: Node): void {
  for (const node of work.childrenOf(outer.id)) if (node.waits === 'outer') endKilled(work, node)
}

/** The last word about a task run that was killed, after that about what it played. */
export function endKilledWhole(work: Work, node: Node): void {
  closeInner(work, node)
  endKilled(work, work.node(node.id) ?? node)
}
