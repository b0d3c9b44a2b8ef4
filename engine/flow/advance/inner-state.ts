import type { State, Task } from '../flow.ts'
import type { TaskEnd } from './events.ts'
import type { Attempt, Node } from './state.ts'

/*
 * A task that does something and holds tasks of its own plays them itself, in its own attempt: the inner task runs. It tells of
 * them while it lasts, and starts all of them again when it is tried again.
 */

/** What a task run that plays inner ones remembers of them. */
export interface Inner {
  /** The newest of its attempt that told anything; raised when another host takes the attempt over. */
  delivery: number
  /** Attempts of each inner task when the attempt began, by task id. */
  before: Record<string, Attempt[]>
  /** The same of those that were begun since. */
  told: Record<string, Attempt[]>
}

/** An inner task run as the attempt around it tells of it. */
export interface InnerRun {
  taskId: string
  state: State
  /** All that it had, the one under way too. */
  attempts: Attempt[]
  /** Epoch milliseconds. */
  startedAt: number
  /** How it ended; undefined: it goes on. */
  end?: InnerEnd
}

export type InnerEnd = Omit<TaskEnd, 'state' | 'startedAt'>

/** Whether a task plays the tasks that it holds in its own attempt. */
export function playsInner(task: Pick<Task, 'mode' | 'branches'>): boolean {
  return task.mode === 'activity' && Object.keys(task.branches).length > 0
}

/** For the attempt that begins now, which starts all inner task runs again; each goes on counting its attempts. */
export function freshInner({ inner }: Node, at: number): Inner {
  const before = { ...inner?.before, ...inner?.told }
  const closed = Object.entries(before).map(([taskId, attempts]) => [
    taskId,
    attempts.map((one) =>
      one.endedAt === undefined ? { ...one, state: 'KILLED' as const, endedAt: at } : one,
    ),
  ])
  return { delivery: 0, before: Object.fromEntries(closed) as Inner['before'], told: {} }
}
