import type { Flow, Input, Task } from '#engine/flow/flow.ts'
import { allTasks, findTask } from '#engine/flow/find-task.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'

/** The approvals among tasks, at any depth. */
export function approvalsIn(tasks: readonly Task[]): Task[] {
  return [...allTasks({ tasks: [...tasks], errors: [], finally: [] })].filter(
    (task) => asks(task) && !task.disabled,
  )
}

/** What an approval asks of who approves; its flow's revision never changes, so it is frozen with that. Empty: nothing. */
export function inputsOf(flow: Flow, taskId: string): Input[] {
  return Object.values(findTask(flow, taskId)?.asks ?? {}).flat()
}

/** Whether these tasks are flow control around approvals: where none is opened, nothing was asked. */
export function onlyAsks(tasks: readonly Task[]): boolean {
  return approvalsIn(tasks).length > 0 && tasks.every((task) => !asks(task) && hasBranches(task))
}

/** Whether people are asked to decide in tasks of its type. */
function asks({ type }: Task): boolean {
  return taskSpecs[type]?.approves !== undefined
}

function hasBranches(task: Task): boolean {
  return Object.values(task.branches).some((list) => list.length > 0)
}
