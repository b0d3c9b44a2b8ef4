import { durationMs } from '../duration.ts'
import type { Retry, Task } from '../flow.ts'
import { retriesCountFromBeginning } from './semantics.ts'
import { chanceOf } from './task-run-id.ts'
import type { Node, Origin, RunState } from './state.ts'
import type { Work } from './work.ts'

/** The retry that counts for a task run: its own, else the one of the nearest level above that has one, else the flow's. */
export function retryOf(work: Work, node: Node): Retry | undefined {
  let at: Node | undefined = node
  while (at) {
    const task: Task = work.task(at)
    if (task.retry) return task.retry
    at = at.parentId === undefined ? undefined : work.node(at.parentId)
  }
  return work.program.flow.retry
}

/**
 * When the next attempt begins after a failed one, epoch milliseconds; undefined: not again.
 * `maxAttempts` counts all attempts; none begins `maxDuration` or more after the first one began.
 */
export function nextAttemptAt(
  retry: Retry,
  node: Pick<Node, 'id' | 'attempt' | 'attempts'>,
  at: number,
): number | undefined {
  if (retry.maxAttempts !== undefined && node.attempt >= retry.maxAttempts) return undefined
  const next = at + waitMs(retry, node.id, node.attempt)
  const first = node.attempts?.[0]?.startedAt ?? at
  if (retry.maxDuration !== undefined && next >= first + durationMs(retry.maxDuration)) return undefined
  return next
}

/**
 * When a new execution begins in place of this one; undefined: not again. Executions count as attempts do, and the time
 * is that since the first of them began.
 */
export function nextExecutionAt(retry: Retry, work: Work, node: Node): number | undefined {
  const { attempt, startedAt } = originOf(work.state)
  if (retry.maxAttempts !== undefined && attempt >= retry.maxAttempts) return undefined
  const next = work.at + waitMs(retry, node.id, attempt)
  if (retry.maxDuration !== undefined && next >= startedAt + durationMs(retry.maxDuration)) return undefined
  return next
}

export function originOf({ origin, executionId, context, begunAt, semantics }: RunState): Origin {
  const known = origin ?? { executionId, attempt: 1, startedAt: context.startedAt }
  // an execution that waits for its turn tries nothing yet
  const counts = known.attempt === 1 && semantics >= retriesCountFromBeginning
  return counts && begunAt !== undefined ? { ...known, startedAt: begunAt } : known
}

/** The exponential wait grows by a step for each attempt; the first one is zero, as in Kestra. */
function waitMs(retry: Retry, id: string, attempt: number): number {
  if (retry.type === 'constant') return durationMs(retry.interval)
  if (retry.type === 'exponential') {
    const wait = durationMs(retry.interval) * retry.delayFactor * (attempt - 1)
    return Math.round(Math.min(wait, durationMs(retry.maxInterval)))
  }
  const [min, max] = [durationMs(retry.minInterval), durationMs(retry.maxInterval)]
  return Math.round(min + chanceOf(`${id}#${attempt}`) * (max - min))
}
