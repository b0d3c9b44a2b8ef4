import type { Task } from '#engine/flow/flow.ts'
import { allTasks } from '#engine/flow/find-task.ts'
import spec from '#engine/catalog/tasks/approval/spec.ts'

/** The approvals among tasks, at any depth, with whether they surely come: not in a branch and without `runIf`. */
export function approvalsIn(tasks: readonly Task[]): { task: Task; sure: boolean }[] {
  const top = new Set(tasks)
  return [...allTasks({ tasks: [...tasks], errors: [], finally: [] })]
    .filter((task) => task.type === spec.type && !task.disabled)
    .map((task) => ({ task, sure: top.has(task) && task.runIf === undefined }))
}
