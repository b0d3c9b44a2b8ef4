import type { Flow, Task } from '../flow.ts'

/** Where a task stands in its flow. */
export interface Place {
  task: Task
  /** In its own list. */
  index: number
  /** Of its level: 0 the body, then `errors`, `finally`, `afterExecution`. */
  phase: number
}

export type Places = ReadonlyMap<string, Place>

/** Every task of a flow with its place, by id. */
export function placesOf(flow: Flow): Places {
  const places = new Map<string, Place>()
  const add = (tasks: readonly Task[] | undefined, phase: number) => {
    for (const [index, task] of (tasks ?? []).entries()) {
      places.set(task.id, { task, index, phase })
      for (const branch of Object.values(task.branches)) add(branch, 0)
      add(task.errors, 1)
      add(task.finally, 2)
    }
  }
  add(flow.tasks, 0)
  add(flow.errors, 1)
  add(flow.finally, 2)
  add(flow.afterExecution, 3)
  return places
}
