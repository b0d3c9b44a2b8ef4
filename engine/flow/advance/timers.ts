import { endKilled, killChildren } from './kill.ts'
import { holdOver } from './approval.ts'
import { due } from './approval-change.ts'
import { remind } from './approval-clock.ts'
import { restOver } from './iteration.ts'
import { closeApproval, playsMeanwhile, stopAsking } from './approval-close.ts'
import { failRun } from './fail-run.ts'
import { leavePause, pauseExpired } from './pause.ts'
import { stopCall } from './call-stop.ts'
import { startAttempt } from './life.ts'
import { slaExpired } from './sla.ts'
import { endAttempt, endNode } from './task-end.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** A deadline is over. One that was given up meanwhile is not known any more, and nothing happens. */
export function timerFired(work: Work, timerId: string): void {
  if (work.state.timers[timerId] === undefined) return
  work.disarm(timerId, true)
  const colon = timerId.indexOf(':')
  const kind = timerId.slice(0, colon)
  const id = timerId.slice(colon + 1)
  if (id === '') return failRun(work, 'The execution did not end within its timeout')
  if (kind === 'sla') return slaExpired(work, Number(id))
  const node = work.node(id)
  if (!node) return
  // a retry that comes due while the execution is held begins when it is let go
  if (kind === 'retry' && node.waits === 'retry')
    return work.state.held ? undefined : startAttempt(work, node)
  if (kind === 'pause' && node.waits === 'pause') pauseExpired(work, node)
  else if (kind === 'sleep' && node.waits === 'timer') endAttempt(work, node, { state: 'SUCCESS' })
  else if (kind === 'due') due(work, node)
  else if (kind === 'remind') remind(work, node)
  else if (kind === 'hold') holdOver(work, node)
  else if (kind === 'again' && node.loop?.resting) restOver(work, node)
  else if (kind === 'timeout') timedOut(work, node)
}

function timedOut(work: Work, late: Node): void {
  const node = playsMeanwhile(late) ? stopAsking(work, late) : late
  const message = `The task did not end within ${String(node.timeoutMs)} ms`
  if (node.waits === 'pause') {
    const left = leavePause(work, node)
    if (!left.walk) return endAttempt(work, left, { state: 'FAILED', message })
    work.put({ ...left, waits: 'children' })
  }
  if (node.waits === 'children' || node.waits === 'pause') {
    work.setWalk(node.id, { result: 'FAILED', fixed: true, stopped: true, message })
    killChildren(work, node.id)
    return work.look(node.id)
  }
  if (node.waits === 'executions') {
    stopCall(work, node)
    return endAttempt(work, { ...node, call: undefined }, { state: 'FAILED', message })
  }
  if (node.waits === 'approval') return timedOutApproval(work, node, message)
  if (node.waits === 'task') work.effects.push({ kind: 'cancel-task', taskRunId: node.id })
  work.disarm(`sleep:${node.id}`)
  endAttempt(work, node, { state: 'FAILED', message })
}

function timedOutApproval(work: Work, node: Node, message: string): void {
  if (node.state === 'KILLING') return endKilled(work, node)
  if (node.approval?.frozen) closeApproval(work, node, { state: 'CANCELLED' })
  else {
    work.effects.push({ kind: 'cancel-task', taskRunId: node.id })
    work.facts.push({ kind: 'approval-closed', at: work.at, taskRunId: node.id, state: 'CANCELLED' })
  }
  endNode(work, work.node(node.id) ?? node, { state: 'FAILED', message })
}
