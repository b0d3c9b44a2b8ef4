import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** Kills the executions with their task run; those that are just being started are stopped when they are known. */
export function killCall(work: Work, node: Node): void {
  work.tell(work.put({ ...node, state: 'KILLING' }))
  stopCall(work, node)
}

/** Stops the executions of an attempt that ends without them. */
export function stopCall(work: Work, { id: taskRunId, attempt, call }: Node): void {
  if (call?.asked.length === 0) work.effects.push({ kind: 'stop-children', taskRunId, attempt })
}
