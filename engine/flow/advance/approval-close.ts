import type { ApprovalState } from './open-approval.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** Closes an approval that was open to people; the task run itself is not ended by it. */
export function closeApproval(
  work: Work,
  node: Node,
  { state, overdue }: { state: ApprovalState; overdue?: boolean },
): void {
  for (const kind of ['due', 'remind', 'hold']) work.disarm(`${kind}:${node.id}`)
  work.set({ paused: work.state.paused - 1, closed: { ...work.state.closed, [node.id]: state } })
  if (work.state.paused === 0 && work.state.status === 'PAUSED') work.status('RUNNING')
  const told = overdue ? { overdue: true as const } : {}
  work.facts.push({ kind: 'approval-closed', at: work.at, taskRunId: node.id, state, ...told })
  work.put({ ...node, state: 'RUNNING', waits: undefined, approval: undefined })
}

/** Whether an approval plays something beside that people are asked. */
export function playsMeanwhile({ waits, walk }: Node): boolean {
  return walk !== undefined && (waits === 'approval' || waits === 'meanwhile')
}

/** Nobody is asked any more, and what was begun with it counts as children do. */
export function stopAsking(work: Work, node: Node): Node {
  if (node.approval?.frozen) closeApproval(work, node, { state: 'CANCELLED' })
  const { closing: _, ...left } = work.node(node.id) ?? node
  return work.put({ ...left, waits: 'children' })
}
