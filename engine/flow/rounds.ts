import { allTasks, findTask } from './find-task.ts'
import type { Flow, JsonObject, Task } from './flow.ts'

const flows = new WeakMap<Pick<Flow, 'tasks'>, boolean>()

/** Where a task with these properties may send the request back to; undefined: it may not. `to`: `form`, or the id of a task of the flow's own list. */
export function sendBackOf({ decisions }: JsonObject): { to: string } | undefined {
  if (typeof decisions !== 'object' || decisions === null || Array.isArray(decisions)) return undefined
  const { sendBack } = decisions
  if (typeof sendBack !== 'object' || sendBack === null || Array.isArray(sendBack)) return undefined
  return { to: typeof sendBack.to === 'string' ? sendBack.to : 'form' }
}

/** Whether a request may come back to its requester: only then is anything kept for a next round. */
export function hasRounds(flow: Flow): boolean {
  const known =
    flows.get(flow) ?? [...allTasks(flow)].some((task) => sendBackOf(task.properties) !== undefined)
  flows.set(flow, known)
  return known
}

/** Whether a next round plays a task again: its own word, else that of the task of the flow's own list around it. */
export function rerunOf(flow: Flow, task: Task): NonNullable<Task['rerun']> {
  const around = flow.tasks.find((one) => findTask({ tasks: [one], errors: [], finally: [] }, task.id))
  return task.rerun ?? around?.rerun ?? 'IF_CHANGED'
}
