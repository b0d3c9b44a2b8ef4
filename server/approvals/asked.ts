import type { Flow, Input, Task } from '#engine/flow/flow.ts'
import { allTasks, findTask } from '#engine/flow/find-task.ts'
import spec from '#engine/catalog/tasks/approval/spec.ts'

/** The approvals among tasks, at any depth. */
export function approvalsIn(tasks: readonly Task[]): Task[] {
  return [...allTasks({ tasks: [...tasks], errors: [], finally: [] })].filter(
    (task) => task.type === spec.type && !task.disabled,
  )
}

/** What an approval asks of who approves; its flow's revision never changes, so it is frozen with that. Empty: nothing. */
export function inputsOf(flow: Flow, taskId: string): Input[] {
  return Object.values(findTask(flow, taskId)?.asks ?? {}).flat()
}

/** Whether these tasks are flow control around approvals: where none is opened, nothing was asked. */
export function onlyAsks(tasks: readonly Task[]): boolean {
  return approvalsIn(tasks).length > 0 && tasks.every((task) => task.type !== spec.type && hasBranches(task))
}

function hasBranches(task: Task): boolean {
  return Object.values(task.branches).some((list) => list.length > 0)
}
