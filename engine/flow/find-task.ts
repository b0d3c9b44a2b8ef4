import type { Flow, Task } from './flow.ts'

/** All lists of tasks that a task holds, in the order in which they are written. */
export function childLists(task: Task): Task[][] {
  return [...Object.values(task.branches), task.errors, task.finally]
}

/** Every task of a flow, parents before children. */
export function* allTasks(flow: Pick<Flow, 'tasks' | 'errors' | 'finally'>): Generator<Task> {
  for (const list of [flow.tasks, flow.errors, flow.finally]) yield* walk(list)
}

function* walk(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task
    for (const list of childLists(task)) yield* walk(list)
  }
}

/** The task of that id at any depth, error branches included. */
export function findTask(flow: Pick<Flow, 'tasks' | 'errors' | 'finally'>, taskId: string): Task | undefined {
  for (const task of allTasks(flow)) if (task.id === taskId) return task
  return undefined
}
