/** What tells one task run of an execution from every other. */
export interface TaskRunParts {
  executionId: string
  taskId: string
  /** Values of the loops around it, outermost first. */
  values?: readonly string[]
  /** From 1. */
  round: number
}

/**
 * The id of a task run: the same parts give the same id, different parts different ones.
 * Safe in URLs; neither an execution's nor a task's id has a `~` or a comma.
 */
export function taskRunId({ executionId, taskId, values = [], round }: TaskRunParts): string {
  const path = values.map((value) => `~${encodeURIComponent(value).replaceAll('~', '%7E')}`).join('')
  return `${executionId}~${taskId}${path}${round > 1 ? `,${round}` : ''}`
}

/** A number in [0, 1) that only depends on the text (FNV-1a with a final mix): chance that a replay repeats. */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
