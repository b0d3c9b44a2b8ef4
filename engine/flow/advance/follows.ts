import type { Task } from '../flow.ts'
import type { ChildPlace } from './control.ts'

interface Both {
  earlier: ChildPlace
  later: ChildPlace
  /** Iterations wait for each other. */
  oneByOne: boolean
}

/** Of children of a loop: later ones of the same iteration, and where iterations wait for each other those of later ones. */
export function followsInLoop({ branches }: Task, { earlier, later, oneByOne }: Both): boolean {
  const [first = 0, second = 0] = [earlier.iteration, later.iteration]
  if (first !== second) return oneByOne && second > first
  const ids = (branches.tasks ?? []).map(({ id }) => id)
  return ids.indexOf(later.taskId) > ids.indexOf(earlier.taskId)
}

/**
 * Of children of a loop whose iterations wait for each other, by its graph: all runs of a child, then all of the next one. A
 * replay from a child keeps what the children before it came to in later iterations, as Kestra does.
 */
export function followsInGraph({ branches }: Task, earlier: ChildPlace, later: ChildPlace): boolean {
  const ids = (branches.tasks ?? []).map(({ id }) => id)
  const [first, second] = [ids.indexOf(earlier.taskId), ids.indexOf(later.taskId)]
  return first === second ? (later.iteration ?? 0) > (earlier.iteration ?? 0) : second > first
}

/** Of children with dependencies: those that depend on the earlier one, by way of others too. */
export function dependsOn({ branches }: Task, earlier: ChildPlace, later: ChildPlace): boolean {
  const byId = new Map((branches.tasks ?? []).map((task) => [task.id, task.dependsOn ?? []]))
  const seen = new Set<string>()
  const open = [...(byId.get(later.taskId) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === earlier.taskId) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(byId.get(next) ?? []))
  }
  return false
}
