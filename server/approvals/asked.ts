import type { Task } from '#engine/flow/flow.ts'
import { allTasks } from '#engine/flow/find-task.ts'
import spec from '#engine/catalog/tasks/approval/spec.ts'

/** The approvals among tasks, at any depth. */
export function approvalsIn(tasks: readonly Task[]): Task[] {
  return [...allTasks({ tasks: [...tasks], errors: [], finally: [] })].filter(
    (task) => task.type === spec.type && !task.disabled,
  )
}

/** Whether these tasks are flow control around approvals: where none is opened, nothing was asked. */
export function onlyAsks(tasks: readonly Task[]): boolean {
  return approvalsIn(tasks).length > 0 && tasks.every((task) => task.type !== spec.type && hasBranches(task))
}

function hasBranches(task: Task): boolean {
  return Object.values(task.branches).some((list) => list.length > 0)
}
