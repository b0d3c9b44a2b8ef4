import { findTask } from '../find-task.ts'
import type { Flow, Task } from '../flow.ts'

/** The task of that id. @throws Error where the flow has none */
export function taskOf(flow: Flow, taskId: string): Task {
  const task = findTask(flow, taskId)
  if (!task) throw new Error(`The flow has no task ${taskId}`)
  return task
}
