import type { Move } from './control.ts'
import { remember } from './remember.ts'
import { endAttempt } from './task-end.ts'
import type { Node, Walk } from './types.ts'
import type { Work } from './work.ts'

/** A walk at its beginning. */
export function freshWalk(branch: string, concurrent: number): Walk {
  return {
    phase: 'body',
    branch,
    next: 0,
    running: 0,
    concurrent,
    result: 'SUCCESS',
    stopped: false,
    fixed: false,
    killed: false,
    halts: false,
  }
}

/** Carries out what a control said. */
export function makeMove(work: Work, node: Node, move: Move): void {
  switch (move.kind) {
    case 'end':
      return endAttempt(work, node, move)
    case 'wait':
      work.put({ ...node, waits: 'timer' })
      return work.arm(`sleep:${node.id}`, move.until)
    case 'children': {
      const walk = freshWalk(move.branch, move.concurrent)
      work.tell(work.put({ ...node, waits: 'children', walk, outputs: move.outputs }))
      if (move.outputs) remember(work, 'outputs', { [node.taskId]: move.outputs })
      return work.look(node.id)
    }
    case 'approve':
      work.tell(work.put({ ...node, waits: 'approval', approval: { plan: move.plan, votes: [] } }))
      work.effects.push({ kind: 'open-approval', taskRunId: node.id, taskId: node.taskId, round: node.round })
  }
}
