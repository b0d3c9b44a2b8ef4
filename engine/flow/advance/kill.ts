import { closeApproval, playsMeanwhile, stopAsking } from './approval-close.ts'
import { leavePause } from './pause.ts'
import { killCall } from './call-stop.ts'
import { endNode } from './task-end.ts'
import type { Node } from './state.ts'
import type { Owner, Work } from './work.ts'

/** Kills what is open under a level. The level itself goes on when all of it has ended. */
export function killChildren(work: Work, owner: Owner): void {
  for (const child of work.childrenOf(owner)) killNode(work, child)
}

function killNode(work: Work, open: Node): void {
  if (open.state === 'KILLING') return
  const node = onlyChildren(work, open)
  for (const kind of ['timeout', 'sleep', 'retry', 'due', 'again']) work.disarm(`${kind}:${node.id}`)
  const opening = node.waits === 'approval' && !node.approval?.frozen
  if (node.waits === 'task' || opening) {
    work.tell(work.put({ ...node, state: 'KILLING' }))
    work.effects.push({ kind: 'cancel-task', taskRunId: node.id })
    return
  }
  if (node.waits === 'executions') return killCall(work, node)
  if (node.waits === 'children') {
    work.tell(work.put({ ...node, state: 'KILLING' }))
    work.setWalk(node.id, { killed: true, stopped: true, fixed: true, result: 'KILLED' })
    killChildren(work, node.id)
    return work.look(node.id)
  }
  if (node.approval?.frozen) closeApproval(work, node, { state: 'CANCELLED' })
  endKilled(work, work.node(node.id) ?? node)
}

/** What is played while something else is waited for is killed as children are. */
function onlyChildren(work: Work, node: Node): Node {
  if (playsMeanwhile(node)) return stopAsking(work, node)
  return node.waits === 'pause' ? unpaused(work, node) : node
}

function unpaused(work: Work, node: Node): Node {
  const left = leavePause(work, node)
  return work.put({ ...left, pause: undefined, waits: left.walk ? 'children' : undefined })
}

/** The last word about a task run that was killed; its attempt, where one was under way, is killed too. */
export function endKilled(work: Work, node: Node): void {
  const last = node.attempts?.at(-1)
  const attempts =
    last?.state === 'RUNNING' && node.attempts
      ? [...node.attempts.slice(0, -1), { ...last, state: 'KILLED' as const, endedAt: work.at }]
      : node.attempts
  endNode(work, work.put({ ...node, attempts }), { state: 'KILLED' })
}

/** The execution has its state; only what is played after its end is given up. */
function killAfter(work: Work): void {
  work.setWalk(undefined, { killed: true, stopped: true, fixed: true })
  killChildren(work, undefined)
  work.look(undefined)
}

/** A kill of the whole execution: nothing new begins, neither `errors` nor `finally`. */
export function killExecution(
  work: Work,
  kill: { outcome: 'KILLED' | 'CANCELLED'; by: string; reason?: string },
): void {
  if (work.state.after) return killAfter(work)
  work.set({ kill, held: undefined })
  work.status('KILLING')
  work.setWalk(undefined, { killed: true, stopped: true, fixed: true, result: kill.outcome })
  killChildren(work, undefined)
  work.look(undefined)
}
