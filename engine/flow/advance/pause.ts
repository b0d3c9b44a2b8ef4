import type { JsonObject } from '../flow.ts'
import type { Move } from './control.ts'
import { freshWalk } from './fresh-walk.ts'
import { remember } from './memory.ts'
import { endNode } from './task-end.ts'
import type { PauseOver } from './open-pause.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** PAUSED from now on; what is meant to run meanwhile begins. */
export function beginPause(work: Work, node: Node, move: Extract<Move, { kind: 'pause' }>): void {
  const { until, behavior, branch, meanwhile } = move
  work.tell(node)
  const has = (work.task(node).branches[meanwhile] ?? []).some((task) => !task.disabled)
  const walk = has ? freshWalk(meanwhile, 1) : undefined
  work.tell(work.put({ ...node, state: 'PAUSED', waits: 'pause', pause: { behavior, branch }, walk }))
  work.set({ paused: work.state.paused + 1 })
  if (until !== undefined) work.arm(`pause:${node.id}`, until)
  if (walk) work.look(node.id)
}

/** It was over before the execution was restarted: only what comes after it is played on. */
export function passPaused(work: Work, node: Node, { branch }: Extract<Move, { kind: 'pause' }>): void {
  const { outputs = {} } = node
  const { resumed: end } = outputs
  const warned = typeof end === 'object' && end !== null && !Array.isArray(end) && end.to === 'WARNING'
  follow(work, node, { over: { state: warned ? 'WARNING' : 'SUCCESS', outputs }, branch })
}

/** Its time is over. */
export function pauseExpired(work: Work, node: Node): void {
  const { behavior } = node.pause ?? { behavior: 'RESUME' }
  const message = 'The pause ended before anybody resumed it'
  if (behavior === 'RESUME')
    return endPause(work, node, { state: 'SUCCESS', outputs: resumed(work, 'RUNNING') })
  if (behavior === 'WARN')
    return endPause(work, node, { state: 'WARNING', outputs: resumed(work, 'WARNING'), message })
  if (behavior === 'FAIL')
    return endPause(work, node, { state: 'FAILED', outputs: resumed(work, 'FAILED'), message })
  endPause(work, node, { state: 'CANCELLED', outputs: resumed(work, 'CANCELLED'), message, halts: true })
}

/** What a pause leaves when somebody, or nobody, resumed it. */
export function resumed(work: Work, to: string, who?: { by: string; inputs: JsonObject }): JsonObject {
  return resumption(work.at, to, who)
}

/** The same at that time, epoch milliseconds. */
export function resumption(at: number, to: string, who?: { by: string; inputs: JsonObject }): JsonObject {
  const on = new Date(at).toISOString()
  return { onResume: who?.inputs ?? {}, resumed: { by: who?.by ?? null, on, to } }
}

/** The pause is over; what began with it is waited for, then the flow goes on. */
export function endPause(work: Work, node: Node, over: PauseOver): void {
  const now = leavePause(work, node)
  if (now.walk && node.pause) {
    // it counts as its children do until they end
    work.tell(work.put({ ...now, waits: 'pause', pause: { ...node.pause, over } }))
    return work.look(node.id)
  }
  follow(work, now, { over, branch: node.pause?.branch ?? '' })
}

/** What was played meanwhile has ended: where the pause is over too, the flow goes on. A failure of it is one of the pause. */
export function meanwhileEnded(work: Work, node: Node): void {
  const { walk, pause } = node
  if (!walk || !pause) return
  const { walk: _, ...bare } = node
  if (walk.result !== 'SUCCESS' && walk.result !== 'WARNING') {
    const left = leavePause(work, node)
    // no longer what is played meanwhile, but children that failed: `errors` and `finally` follow
    work.put({ ...left, waits: 'children', pause: undefined, walk: { ...walk, stopped: true } })
    return work.look(node.id)
  }
  const rests = work.put(bare)
  if (!pause.over) return
  const { over, branch } = pause
  follow(work, { ...rests, pause: undefined, waits: undefined }, { over, branch })
}

/** No longer counted among what waits. */
export function leavePause(work: Work, node: Node): Node {
  work.disarm(`pause:${node.id}`)
  if (node.pause?.over) return node
  work.set({ paused: work.state.paused - 1 })
  return work.put({ ...node, state: 'RUNNING', waits: undefined, pause: undefined })
}

function follow(work: Work, node: Node, { over, branch }: { over: PauseOver; branch: string }): void {
  const { state, outputs, message, halts } = over
  // its time-out is that of the wait
  work.disarm(`timeout:${node.id}`)
  const task = work.task(node)
  const children = [...(task.branches[branch] ?? []), ...task.errors, ...task.finally]
  if (children.every((child) => child.disabled) || halts)
    return endNode(work, node, { state, outputs, message, halts })
  remember(work, node, { outputs })
  const failed = state === 'FAILED' ? { stopped: true, result: state, message } : {}
  const verdict = state === 'WARNING' ? { state, message } : undefined
  work.tell(
    work.put({ ...node, outputs, waits: 'children', walk: { ...freshWalk(branch, 1), ...failed }, verdict }),
  )
  work.look(node.id)
}
