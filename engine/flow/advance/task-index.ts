import { allTasks } from '../find-task.ts'
import type { Flow, Task } from '../flow.ts'

const indexes = new WeakMap<Flow, ReadonlyMap<string, Task>>()

/** The task of that id, without walking the flow each time. @throws Error where the flow has none */
export function taskOf(flow: Flow, taskId: string): Task {
  let index = indexes.get(flow)
  if (!index) {
    index = new Map(Array.from(allTasks(flow), (task) => [task.id, task]))
    indexes.set(flow, index)
  }
  const task = index.get(taskId)
  if (!task) throw new Error(`The flow has no task ${taskId}`)
  return task
}
