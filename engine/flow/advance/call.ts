import { counted, endOf, failureOf, isMilestone, nextOf, outputsOf } from './call-count.ts'
import type { CallAnswer, ChildEnd } from './events.ts'
import { endKilled } from './kill.ts'
import type { CallPlan, Node, OpenCall } from './state.ts'
import { endAttempt } from './task-end.ts'
import type { Work } from './work.ts'

/** Begins to start executions. */
export function startCall(work: Work, node: Node, plan: CallPlan): void {
  const call: OpenCall = { ...plan, next: 0, asked: [], starting: [], open: [], again: [], ended: {} }
  goOn(work, { ...node, waits: 'executions' }, call)
}

/** The answer to `start-children`. What was started for an attempt that is over has to be stopped. */
export function childrenStarted(
  work: Work,
  event: { taskRunId: string; attempt: number; iterations: number[]; answer: CallAnswer },
): void {
  const { taskRunId, attempt, answer } = event
  const node = work.node(taskRunId)
  const call = node?.call
  if (!node || !call || node.attempt !== attempt || node.waits !== 'executions') {
    work.effects.push({ kind: 'stop-children', taskRunId, attempt })
    return
  }
  if (call.asked.join() !== event.iterations.join()) return
  const settled: OpenCall = { ...call, asked: [], starting: [] }
  if (node.state === 'KILLING') {
    work.put({ ...node, call: settled })
    work.effects.push({ kind: 'stop-children', taskRunId, attempt })
    return
  }
  let next: OpenCall = { ...settled, total: answer.total, impossible: answer.impossible }
  for (const { iteration, executionId, end } of answer.children) {
    // one that ended before this answer came is counted already
    if (!call.starting.includes(iteration)) continue
    next = { ...next, executionId }
    if (end) next = counted(next, end)
    else if (!call.waits) next = counted(next, { state: 'SUCCESS' })
    else next = { ...next, open: [...next.open, iteration] }
  }
  goOn(work, node, { ...next, tells: true })
}

/** An execution has ended. One that is not waited for any more, or that was counted already, changes nothing. */
export function executionEnded(
  work: Work,
  event: { taskRunId: string; attempt: number; iteration: number; executionId: string; end: ChildEnd },
): void {
  const node = work.node(event.taskRunId)
  const call = node?.call
  if (!node || !call || node.attempt !== event.attempt || node.state === 'KILLING') return
  const { iteration, executionId, end } = event
  if (!call.open.includes(iteration) && !call.starting.includes(iteration)) return
  const others = (list: readonly number[]) => list.filter((one) => one !== iteration)
  const { open, starting } = call
  const left = { ...call, executionId, open: others(open), starting: others(starting) }
  const next = counted(left, end)
  goOn(work, node, { ...next, tells: isMilestone(call, next) })
}

/** All executions of a task run that is being killed were told to end. */
export function childrenStopped(
  work: Work,
  { taskRunId, attempt }: { taskRunId: string; attempt: number },
): void {
  const node = work.node(taskRunId)
  if (node?.state === 'KILLING' && node.waits === 'executions' && node.attempt === attempt)
    endKilled(work, node)
}

/** Goes on after the host was lost: what was started is asked for again, and found where it is there. */
export function resumeCall(work: Work, node: Node): void {
  const { id: taskRunId, attempt, call } = node
  if (!call) return
  if (node.state === 'KILLING') {
    work.put({ ...node, call: { ...call, asked: [], starting: [] } })
    work.effects.push({ kind: 'stop-children', taskRunId, attempt })
    return
  }
  const again = [...call.open, ...call.starting, ...call.again]
  goOn(work, node, { ...call, asked: [], open: [], starting: [], again })
}

/** Starts what may start now, or ends the attempt where nothing is left. `tells`: what it is now is recorded. */
function goOn(work: Work, node: Node, { tells = false, ...call }: OpenCall & { tells?: boolean }): void {
  if (call.asked.length > 0) return hold(work, { ...node, call }, tells)
  const asked = call.impossible === undefined ? nextOf(call) : []
  if (asked.length === 0) {
    if (call.open.length === 0) return finish(work, node, call)
    return hold(work, { ...node, call }, tells)
  }
  const again = call.again.slice(asked.filter((iteration) => iteration < call.next).length)
  const next = Math.max(call.next, ...asked.map((iteration) => iteration + 1))
  hold(work, { ...node, call: { ...call, again, next, asked, starting: asked } }, tells)
  const { id: taskRunId, taskId, attempt } = node
  work.effects.push({
    kind: 'start-children',
    taskRunId,
    taskId,
    attempt,
    many: call.many,
    iterations: asked,
  })
}

function hold(work: Work, node: Node, tells: boolean): void {
  const now = work.put({ ...node, outputs: node.call && outputsOf(node.call) })
  if (tells) work.tell(now)
}

function finish(work: Work, node: Node, call: OpenCall): void {
  const outputs = outputsOf(call)
  const closed: Node = { ...node, call: undefined, outputs: undefined }
  work.put(closed)
  const { impossible, last } = call
  if (impossible !== undefined)
    return endAttempt(work, closed, { state: 'FAILED', message: impossible, outputs })
  const state = endOf(call)
  const message = state === 'FAILED' ? (last?.message ?? failureOf(call)) : undefined
  endAttempt(work, closed, { state, message, outputs })
}
