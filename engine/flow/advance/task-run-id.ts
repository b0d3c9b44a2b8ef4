/** What tells one task run of an execution from every other. */
export interface TaskRunParts {
  executionId: string
  taskId: string
  /** Numbers of the iterations around it, outermost first: values may repeat. */
  iterations?: readonly number[]
  /** From 1. */
  round: number
}

/**
 * The id of a task run: the same parts give the same id, different parts different ones.
 * Safe in URLs; neither an execution's nor a task's id has a `~` or a comma.
 */
export function taskRunId({ executionId, taskId, iterations = [], round }: TaskRunParts): string {
  const path = iterations.map((number) => `~${number}`).join('')
  return `${executionId}~${taskId}${path}${round > 1 ? `,${round}` : ''}`
}

/** The same for all task runs in one place, whatever their round. */
export function placeOf(id: string): string {
  return id.replace(/,\d+$/, '')
}

/** The id of an iteration of a loop, which is no task run. */
export function iterationId(loopId: string, number: number): string {
  return `${loopId}~~${number}`
}

/** The id that another task has in the same place of the same execution. */
export function siblingRunId(
  id: string,
  { executionId, taskId, sibling }: { executionId: string; taskId: string; sibling: string },
): string {
  const own = `${executionId}~${taskId}`
  return `${executionId}~${sibling}${id.slice(own.length)}`
}

/** A number in [0, 1) that only depends on the text (FNV-1a with a final mix): chance that a replay repeats. */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
