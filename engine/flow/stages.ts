import type { Flow, Stage, Task } from './flow.ts'

/** What the requester sees: the flow's own stages, else one for each top-level task that is not disabled. */
export function stagesOf(flow: Pick<Flow, 'stages' | 'tasks'>): Stage[] {
  if (flow.stages.length > 0) return flow.stages
  return flow.tasks
    .filter((task) => !task.disabled)
    .map((task) => ({ id: task.id, title: titleOf(task), tasks: [task.id] }))
}

/** A short description is a title; a long one is an explanation. */
function titleOf(task: Task): string {
  const text = task.description?.trim() ?? ''
  return text !== '' && text.length <= 60 && !text.includes('\n') ? text : inWords(task.id)
}

/** `order-the_laptop` becomes `Order the laptop`. */
function inWords(id: string): string {
  const words = id
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1)
}
