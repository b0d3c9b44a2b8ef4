import type { JsonObject, State, Task } from '../flow.ts'
import { remember } from './memory.ts'
import { nextAttemptAt, nextExecutionAt, retryOf } from './retry.ts'
import { assertionsDue } from './assertions.ts'
import type { Node, Verdict } from './state.ts'
import { childEnded } from './child-ended.ts'
import { noteFinished } from './rounds.ts'
import { hasEndings, playEndings } from './inner-endings.ts'
import type { Work } from './work.ts'

/** How an attempt ended. */
export interface AttemptEnd {
  state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED'>
  outputs?: JsonObject
  message?: string
  startedAt?: number
  logFile?: string
}

/** Ends the attempt under way; a failed one is tried again where a retry says so. Flow control, which has none, ends. */
export function endAttempt(work: Work, node: Node, end: AttemptEnd): void {
  work.disarm(`timeout:${node.id}`)
  const last = node.attempts?.at(-1)
  if (!node.attempts || !last) return endNode(work, node, end)
  const { state, message, logFile } = end
  const startedAt = end.startedAt ?? last.startedAt
  const closed = { ...last, startedAt, state, endedAt: work.at, message, ...(logFile ? { logFile } : {}) }
  const now = work.put({ ...node, attempts: [...node.attempts.slice(0, -1), closed], waits: undefined })
  const retry = retryOf(work, now)
  if (state === 'FAILED' && retry?.behavior === 'CREATE_NEW_EXECUTION') {
    const next = mayReplace(work, now) ? nextExecutionAt(retry, work, now) : undefined
    if (next !== undefined) return replaceAt(work, now, { next, message })
  } else if (state === 'FAILED' && retry) {
    const next = nextAttemptAt(retry, now, work.at)
    if (next !== undefined) return retryAt(work, now, next)
  }
  const late = state === 'SUCCESS' && now.attempt > 1 && retry?.warningOnRetry
  const outcome = late ? { ...end, state: 'WARNING' as const } : end
  if (hasEndings(work, now, outcome.state)) playEndings(work, now, outcome)
  else endNode(work, now, outcome)
}

function retryAt(work: Work, node: Node, next: number): void {
  work.tell(work.put({ ...node, state: 'RETRYING', waits: 'retry' }))
  work.arm(`retry:${node.id}`, Math.max(next, work.at))
}

/** A new execution takes the place of what goes its way, not of what fails already, is being ended or has ended. */
function mayReplace(work: Work, node: Node): boolean {
  if (work.state.kill || work.state.after || work.state.successor) return false
  for (
    let at: Node | undefined = node;
    at;
    at = at.parentId === undefined ? undefined : work.node(at.parentId)
  ) {
    const walk = work.walk(at.parentId)
    if (walk?.fixed || walk?.phase === 'errors' || walk?.phase === 'finally') return false
  }
  return true
}

/** The task run and all around it end as RETRIED, and with them the execution. */
function replaceAt(work: Work, node: Node, { next, message }: { next: number; message?: string }): void {
  work.set({ successor: { at: next } })
  endNode(work, node, { state: 'RETRIED', message, halts: true })
}

/** Ends a task run: the last word about it, and the level above goes on. */
export function endNode(work: Work, node: Node, end: Verdict & { outputs?: JsonObject }): void {
  const state = allowed(node, work.task(node), end.state)
  if (end.state === 'FAILED') noteError(work, node, { message: end.message, forgiven: state !== 'FAILED' })
  const outputs = end.outputs ?? node.outputs
  remember(work, node, { outputs, state })
  noteFinished(work, node, state)
  work.disarm(`timeout:${node.id}`)
  work.tell({ ...node, state, waits: undefined }, { outputs, message: end.message })
  work.drop(node.id)
  assertionsDue(work)
  childEnded(work, node.parentId, { taskId: node.taskId, state, halts: end.halts === true })
}

/** What the level above sees: `allowFailure` makes a failure a warning, `allowWarning` a warning a success. */
export function allowed({ forgives }: Pick<Node, 'forgives'>, task: Task, state: State): State {
  const forgiven = task.allowFailure || forgives === true
  const warned = state === 'FAILED' && forgiven ? 'WARNING' : state
  return warned === 'WARNING' && task.allowWarning ? 'SUCCESS' : warned
}

function noteError(work: Work, { taskId }: Node, failure: { message?: string; forgiven: boolean }): void {
  if (work.state.after) return
  if (failure.forgiven) work.set({ error: undefined })
  else if (!work.state.error) work.set({ error: { taskId, message: failure.message ?? 'The task failed' } })
}
