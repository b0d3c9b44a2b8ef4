import type { State } from '../flow.ts'
import { endNode } from './task-end.ts'
import type { Node } from './state.ts'
import type { Owner, Work } from './work.ts'

/**
 * Ends the whole execution in a state that an author chose. What runs beside it goes on to its end, and nothing new begins
 * but `finally`; only KILLED ends it.
 */
export function exitRun(work: Work, node: Node, state: State): void {
  // of what is told after the end, nothing changes the end
  if (work.state.after) return endNode(work, node, { state })
  if (state === 'KILLED') return endNode(work, node, { state, halts: true })
  const around = new Set(levelsAround(work, node))
  for (const { id, walk } of Object.values(work.state.nodes)) if (walk) stop(work, id, { state, around })
  stop(work, undefined, { state, around })
  endNode(work, node, {
    state,
    message: state === 'FAILED' ? 'The execution was ended as FAILED' : undefined,
  })
}

function stop(
  work: Work,
  owner: Owner,
  { state, around }: { state: State; around: ReadonlySet<Owner> },
): void {
  const node = owner === undefined ? undefined : work.node(owner)
  if (node?.loop) {
    work.disarm(`again:${node.id}`)
    work.put({ ...node, loop: { ...node.loop, over: true, resting: false } })
  }
  const settled = around.has(owner) && !work.walk(owner)?.fixed
  work.setWalk(owner, { stopped: true, ...(settled ? { result: state, fixed: true, halts: true } : {}) })
  work.look(owner)
}

function* levelsAround(work: Work, node: Node): Generator<Owner> {
  for (
    let at: Node | undefined = node;
    at;
    at = at.parentId === undefined ? undefined : work.node(at.parentId)
  )
    yield at.parentId
}
