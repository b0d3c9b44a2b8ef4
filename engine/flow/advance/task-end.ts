import type { JsonObject, State, Task } from '../flow.ts'
import { remember } from './remember.ts'
import { nextAttemptAt, retryOf } from './retry.ts'
import type { Node, Verdict } from './types.ts'
import { childEnded } from './child-ended.ts'
import type { Work } from './work.ts'

/** How an attempt ended. */
export interface AttemptEnd {
  state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED'>
  outputs?: JsonObject
  message?: string
  startedAt?: number
}

/** Ends the attempt under way; a failed one is tried again where a retry says so. Flow control, which has none, ends. */
export function endAttempt(work: Work, node: Node, end: AttemptEnd): void {
  work.disarm(`timeout:${node.id}`)
  const last = node.attempts?.at(-1)
  if (!node.attempts || !last) return endNode(work, node, end)
  const { state, message } = end
  const closed = { ...last, startedAt: end.startedAt ?? last.startedAt, state, endedAt: work.at, message }
  const now = work.put({ ...node, attempts: [...node.attempts.slice(0, -1), closed], waits: undefined })
  const retry = retryOf(work, now)
  if (state === 'FAILED' && retry) {
    const next = nextAttemptAt(retry, now, work.at)
    if (next !== undefined) return retryAt(work, now, next)
  }
  const late = state === 'SUCCESS' && now.attempt > 1 && retry?.warningOnRetry
  endNode(work, now, late ? { ...end, state: 'WARNING' } : end)
}

function retryAt(work: Work, node: Node, next: number): void {
  work.tell(work.put({ ...node, state: 'RETRYING', waits: 'retry' }))
  work.arm(`retry:${node.id}`, Math.max(next, work.at))
}

/** Ends a task run: the last word about it, and the level above goes on. */
export function endNode(work: Work, node: Node, end: Verdict & { outputs?: JsonObject }): void {
  const task = work.task(node)
  const state = allowed(task, end.state)
  if (end.state === 'FAILED') noteError(work, node, { message: end.message, forgiven: state !== 'FAILED' })
  const outputs = end.outputs ?? node.outputs
  if (outputs) remember(work, 'outputs', { [node.taskId]: outputs })
  if (node.parentId === undefined) remember(work, 'tasks', { [node.taskId]: { state } })
  work.disarm(`timeout:${node.id}`)
  work.tell({ ...node, state, waits: undefined }, { outputs, message: end.message })
  work.drop(node.id)
  childEnded(work, node.parentId, { state, halts: end.halts === true })
}

/** What the level above sees: `allowFailure` makes a failure a warning, `allowWarning` a warning a success. */
function allowed(task: Task, state: State): State {
  const warned = state === 'FAILED' && task.allowFailure ? 'WARNING' : state
  return warned === 'WARNING' && task.allowWarning ? 'SUCCESS' : warned
}

function noteError(work: Work, { taskId }: Node, failure: { message?: string; forgiven: boolean }): void {
  if (failure.forgiven) work.set({ error: undefined })
  else if (!work.state.error) work.set({ error: { taskId, message: failure.message ?? 'The task failed' } })
}
