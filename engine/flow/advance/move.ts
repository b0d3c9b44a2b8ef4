import { startCall } from './call.ts'
import type { Move } from './control.ts'
import { decidedBefore, passDecided } from './approval-follow.ts'
import { exitRun } from './exit.ts'
import { freshWalk } from './fresh-walk.ts'
import { startIterating, startRepeating } from './loop.ts'
import { remember } from './memory.ts'
import { beginPause, passPaused } from './pause.ts'
import { endAttempt, endNode } from './task-end.ts'
import type { ApprovalPlan } from './open-approval.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

const noApproval = 'The execution has ended: nobody can be asked to approve it'
const noPause = 'The execution has ended: it cannot be paused'

/** Carries out what a control said. */
export function makeMove(work: Work, node: Node, move: Move): void {
  switch (move.kind) {
    case 'end':
      return endAttempt(work, node, move)
    case 'wait':
      if (move.line !== undefined) work.note(node, move.line)
      work.put({ ...node, waits: 'timer' })
      return work.arm(`sleep:${node.id}`, move.until)
    case 'children':
      return playChildren(work, node, move)
    case 'iterate':
      return startIterating(work, node, move)
    case 'repeat':
      return startRepeating(work, node, move)
    case 'exit':
      return exitRun(work, node, move.state)
    case 'pause':
      if (work.state.after) return endNode(work, node, { state: 'FAILED', message: noPause })
      return node.passed ? passPaused(work, node, move) : beginPause(work, node, move)
    case 'call':
      return startCall(work, node, move.plan)
    case 'approve':
      if (work.state.after) return endNode(work, node, { state: 'FAILED', message: noApproval })
      return ask(work, node, move.plan)
  }
}

function ask(work: Work, node: Node, plan: ApprovalPlan): void {
  const decision = node.passed ? decidedBefore(node, plan) : undefined
  if (decision) return passDecided(work, node, { plan, decision })
  work.tell(work.put({ ...node, waits: 'approval', approval: { plan, votes: [] } }))
  work.effects.push({ kind: 'open-approval', taskRunId: node.id, taskId: node.taskId, round: node.round })
}

function playChildren(work: Work, node: Node, move: Extract<Move, { kind: 'children' }>): void {
  const { branch, concurrent, outputs, ordered, forgiving } = move
  const walk = freshWalk(branch, concurrent)
  if (ordered) {
    const list = work.task(node).branches[branch] ?? []
    walk.ordered = { waiting: list.map((_, index) => index), ended: [] }
  }
  const open: Node = { ...node, waits: 'children', walk, outputs, ...(forgiving ? { forgives: true } : {}) }
  work.tell(work.put(open))
  if (outputs) remember(work, open, { outputs })
  work.look(node.id)
}
