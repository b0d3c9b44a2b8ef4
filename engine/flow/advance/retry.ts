import { durationMs } from '../duration.ts'
import type { Retry, Task } from '../flow.ts'
import { chanceOf } from './task-run-id.ts'
import type { Node } from './types.ts'
import type { Work } from './work.ts'

/** The retry that counts for a task run: its own, else the one of the nearest level above that has one. */
export function retryOf(work: Work, node: Node): Retry | undefined {
  let at: Node | undefined = node
  while (at) {
    const task: Task = work.task(at)
    if (task.retry) return task.retry
    at = at.parentId === undefined ? undefined : work.node(at.parentId)
  }
  return undefined
}

/**
 * When the next attempt begins after a failed one, epoch milliseconds; undefined: not again.
 * `maxAttempts` counts all attempts; none begins `maxDuration` or more after the first one began.
 */
export function nextAttemptAt(retry: Retry, node: Node, at: number): number | undefined {
  if (retry.maxAttempts !== undefined && node.attempt >= retry.maxAttempts) return undefined
  const next = at + waitMs(retry, node)
  const first = node.attempts?.[0]?.startedAt ?? at
  if (retry.maxDuration !== undefined && next >= first + durationMs(retry.maxDuration)) return undefined
  return next
}

/** The exponential wait grows by a step for each attempt; the first one is zero, as in Kestra. */
function waitMs(retry: Retry, { id, attempt }: Node): number {
  if (retry.type === 'constant') return durationMs(retry.interval)
  if (retry.type === 'exponential') {
    const wait = durationMs(retry.interval) * retry.delayFactor * (attempt - 1)
    return Math.round(Math.min(wait, durationMs(retry.maxInterval)))
  }
  const [min, max] = [durationMs(retry.minInterval), durationMs(retry.maxInterval)]
  return Math.round(min + chanceOf(`${id}#${attempt}`) * (max - min))
}
