import type { JsonObject, State } from '../flow.ts'
import type { Move } from './control.ts'
import { remember } from './memory.ts'
import { freshWalk } from './fresh-walk.ts'
import { iterationId } from './task-run-id.ts'
import type { Loop, Node, RunState, Walk } from './state.ts'
import type { Work } from './work.ts'

/** Iterations of a loop without a limit that are open at the same time: its state stays small however many there are. */
const openAtMost = 500

/** Begins a loop over values. */
export function startIterating(work: Work, node: Node, move: Extract<Move, { kind: 'iterate' }>): void {
  const { branch, concurrent, over, spread = false, transmitFailed = true } = move
  const kind = work.program.controls[work.task(node).type]?.loops ?? 'value'
  const children = spread ? (work.task(node).branches[branch] ?? []).length : 1
  const count = over.values.length * children
  work.set({ loops: { ...work.state.loops, [node.id]: over } })
  const outputs = kind === 'item' ? { iterationCount: over.values.length } : undefined
  const walk = freshWalk(branch, concurrent)
  startLoop(work, { ...node, outputs, walk }, { kind, count, spread, transmitFailed })
}

/** Begins a loop that goes on until its condition holds. */
export function startRepeating(
  work: Work,
  node: Node,
  { branch, pace }: Extract<Move, { kind: 'repeat' }>,
): void {
  const kept = { kind: 'until' as const, spread: false, transmitFailed: true, pace }
  startLoop(work, { ...node, outputs: { iterationCount: 1 }, walk: freshWalk(branch, 1) }, kept)
}

function startLoop(work: Work, node: Node, loop: Omit<Loop, 'over' | 'ended'>): void {
  const { outputs } = node
  const open: Node = { ...node, waits: 'children', loop: { ...loop, over: false, ended: {} } }
  work.tell(work.put(open))
  if (outputs) remember(work, open, { outputs })
  work.look(node.id)
}

/** Whether another iteration begins now. */
export function mayIterate({ over, count, resting }: Loop, walk: Walk): boolean {
  if (over || resting || walk.next >= (count ?? Infinity)) return false
  const { concurrent, running, stopped, fixed } = walk
  // without a limit they all count as begun, although only so many are open at a time
  return concurrent === 0 ? !fixed && running < openAtMost : !stopped && running < concurrent
}

/** Makes the next iteration, whose children are still to be begun. */
export function startIteration(work: Work, node: Node & { loop: Loop }, walk: Walk): Node {
  const { loop } = node
  const children = loop.spread ? (work.task(node).branches[walk.branch] ?? []).length : 1
  const index = Math.floor(walk.next / children)
  const only = loop.spread
    ? { next: walk.next % children, upTo: (walk.next % children) + 1 }
    : { next: 0 as const }
  const iteration: Node = {
    id: iterationId(node.id, walk.next),
    taskId: node.taskId,
    parentId: node.id,
    branch: walk.branch,
    value: work.state.loops?.[node.id]?.values[index],
    // as people count how often something was tried
    iteration: loop.kind === 'until' ? index + 1 : index,
    round: node.round,
    state: 'RUNNING',
    attempt: 0,
    waits: 'children',
    position: work.state.positions,
    startedAt: work.at,
    walk: { ...freshWalk(walk.branch, 1), ...only },
    iterationOf: loop.kind,
    memory: loop.kind === 'item' ? { outputs: {}, tasks: {} } : undefined,
  }
  work.setWalk(node.id, { next: walk.next + 1, running: walk.running + 1 })
  if (loop.kind === 'until' && walk.next > 0) countPass(work, node.id, walk.next + 1)
  return work.put(iteration)
}

function countPass(work: Work, loopId: string, iterationCount: number): void {
  const node = work.node(loopId)
  if (!node) return
  const outputs = { iterationCount }
  work.tell(work.put({ ...node, outputs }))
  remember(work, node, { outputs })
}

/** What a loop has to show at its end; what was kept for it is forgotten. */
export function closeLoop(work: Work, node: Node, loop: Loop): JsonObject | undefined {
  const { [node.id]: over, ...loops } = work.state.loops ?? {}
  if (over) work.set({ loops })
  if (loop.kind !== 'item' || !over) return node.outputs
  const gathered = gatheredOf(work, node.id, over.values.length)
  const outputs = gathered.map(([index, given]) => ({
    item: {
      value: over.values[index] ?? '',
      iteration: index,
      ...(over.keys ? { key: over.keys[index] ?? '' } : {}),
    },
    outputs: given,
  }))
  return {
    ...node.outputs,
    terminatedIterations: { ...loop.ended },
    ...(work.program.controls[work.task(node).type]?.after?.outputs && outputs.length > 0 ? { outputs } : {}),
  }
}

const perChunk = 100

/** Keeps what an iteration gives until the loop ends. */
export function gather(
  work: Work,
  { loopId, index }: { loopId: string; index: number },
  outputs: JsonObject,
): void {
  const key = gatherKey(loopId, index)
  const all = work.state.gathered ?? {}
  work.set({ gathered: { ...all, [key]: { ...all[key], [index]: outputs } } })
}

/** What an iteration gave, while its loop is open. */
export function gatheredAt(
  { gathered }: Pick<RunState, 'gathered'>,
  loopId: string,
  index: number,
): JsonObject | undefined {
  return gathered?.[gatherKey(loopId, index)]?.[index]
}

function gatherKey(loopId: string, index: number): string {
  return `${loopId}#${Math.floor(index / perChunk)}`
}

function gatheredOf(work: Work, loopId: string, count: number): [number, JsonObject][] {
  const all = { ...work.state.gathered }
  const found: [number, JsonObject][] = []
  for (let first = 0; first < count; first += perChunk) {
    const key = gatherKey(loopId, first)
    for (const [index, outputs] of Object.entries(all[key] ?? {})) found.push([Number(index), outputs])
    Reflect.deleteProperty(all, key)
  }
  if (found.length > 0) work.set({ gathered: all })
  return found
}

/** Counts an iteration, by how it ended, in its loop. */
export function countEnded(work: Work, loopNode: Node, state: State): void {
  const { loop } = loopNode
  if (loop?.kind !== 'item') return
  const ended = { ...loop.ended, [state]: (loop.ended[state] ?? 0) + 1 }
  work.put({ ...loopNode, loop: { ...loop, ended } })
}
