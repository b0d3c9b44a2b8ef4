import type { FrozenApproval } from '../approvals/types.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

type Times = Pick<FrozenApproval, 'dueAt' | 'remindAt'>

/** Sets the due date and the next reminder of an open approval. */
export function armClock(work: Work, id: string, { dueAt, remindAt = [] }: Times): void {
  if (dueAt !== undefined) work.arm(`due:${id}`, dueAt)
  const next = remindAt.find((at) => at > work.at)
  if (next !== undefined) work.arm(`remind:${id}`, next)
}

/** Until it is armed again it is neither due nor reminds anybody. */
export function stopClock(work: Work, id: string): void {
  work.disarm(`due:${id}`)
  work.disarm(`remind:${id}`)
}

/** Whether the due date stands still: somebody has to answer first. */
export function isClockStopped({ approval }: Node): boolean {
  return Object.values(approval?.questions ?? {}).some(({ stopsClock }) => stopsClock)
}

/** It is time to remind those who have not decided; the next reminder is set. */
export function remind(work: Work, node: Node): void {
  const { frozen } = node.approval ?? {}
  if (!frozen) return
  work.facts.push({ kind: 'approval-reminded', at: work.at, taskRunId: node.id })
  armClock(work, node.id, { remindAt: frozen.remindAt })
}
