import type { JsonObject, State } from '../flow.ts'
import { freshWalk } from './fresh-walk.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** Whether tasks follow the end of a task run that played inner ones: its `errors` and `finally`. */
export function hasEndings(work: Work, node: Node, state: State): boolean {
  if (!node.inner) return false
  const { errors, finally: last } = work.task(node)
  const lists = state === 'FAILED' ? [...errors, ...last] : last
  return lists.some(({ disabled }) => !disabled)
}

/** Plays them; the task run ends when they have. */
export function playEndings(
  work: Work,
  node: Node,
  end: { state: State; outputs?: JsonObject; message?: string },
): void {
  const { state: result, message, outputs } = end
  const walk = { ...freshWalk('tasks', 1), upTo: 0, result, message }
  work.tell(work.put({ ...node, waits: 'children', walk, outputs }))
  work.look(node.id)
}
