import type { Flow, Task } from './flow.ts'

/** All lists of tasks that a task holds, in the order in which they are written. */
export function childLists(task: Task): Task[][] {
  return [...Object.values(task.branches), task.errors, task.finally]
}

/** The lists of tasks that a flow has itself. */
type Lists = Pick<Flow, 'tasks' | 'errors' | 'finally' | 'afterExecution'>

/** Every task of a flow, parents before children. */
export function* allTasks({ tasks, errors, finally: last, afterExecution = [] }: Lists): Generator<Task> {
  for (const list of [tasks, errors, last, afterExecution]) yield* walk(list)
}

function* walk(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task
    for (const list of childLists(task)) yield* walk(list)
  }
}

const indexes = new WeakMap<Lists, ReadonlyMap<string, Task>>()

/** The task of that id at any depth, error branches included. A flow never changes, so it is walked once. */
export function findTask(flow: Lists, taskId: string): Task | undefined {
  const index = indexes.get(flow) ?? new Map(Array.from(allTasks(flow), (task) => [task.id, task]))
  indexes.set(flow, index)
  return index.get(taskId)
}
