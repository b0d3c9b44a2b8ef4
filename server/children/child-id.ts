import { createHash } from 'node:crypto'

/** What tells one execution of a task run from every other that it may start. */
export interface ChildKey {
  taskRunId: string
  attempt: number
  iteration: number
}

/** The id of the execution: the same for the same parts, so that whoever asks twice finds the first. */
export function childId({ taskRunId, attempt, iteration }: ChildKey): string {
  const text = JSON.stringify([taskRunId, attempt, iteration])
  // a letter first, so that command lines take it, and a capital, so that it is told from a namespace
  return `C${createHash('sha256').update(text).digest('base64url').slice(0, 21)}`
}
