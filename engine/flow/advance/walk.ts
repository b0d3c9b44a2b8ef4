import type { Task } from '../flow.ts'
import { finishRun } from './finish.ts'
import { killChildren } from './kill.ts'
import { startNode } from './life.ts'
import { waitsForAssertions } from './assertions.ts'
import { iterationOver } from './iteration.ts'
import { closeLoop, mayIterate, startIteration } from './loop.ts'
import { playsMeanwhile } from './approval-close.ts'
import { meanwhileOver } from './approval-meanwhile.ts'
import { meanwhileEnded } from './pause.ts'
import { compares } from './rounds.ts'
import { waitsForRequester } from './send-back.ts'
import { breakUnclear } from './sla.ts'
import { endNode } from './task-end.ts'
import type { Node, Verdict, Walk } from './state.ts'
import { worse } from './child-ended.ts'
import type { Owner, Work } from './work.ts'

/** Goes on wherever a child ended or a list has begun, until nothing more can be done in this step. */
export function playOn(work: Work): void {
  for (let look = work.nextLook(); look; look = work.nextLook()) {
    if (work.isOver) return
    if (look.killing) killChildren(work, look.owner)
    playLevel(work, look.owner)
  }
}

function playLevel(work: Work, owner: Owner): void {
  for (let walk = work.walk(owner); walk; walk = work.walk(owner)) {
    const node = owner === undefined ? undefined : work.node(owner)
    if (isAsking(walk)) {
      if (node) return walk.killed ? iterationOver(work, node, walk) : undefined
      // nothing but a render is under way
      if (walk.killed) return finishRun(work)
      if (walk.phase === 'outputs' || !walk.fixed) return
      work.setWalk(owner, { phase: 'body' })
      continue
    }
    if (owner === undefined && waitsForRequester(work)) return
    // held by a person: nothing new begins until it is let go
    if (work.state.held && !walk.fixed) return
    if (owner === undefined && compares(work, walk)) return
    if (beginNext(work, owner, walk)) continue
    const resting = node?.loop?.resting && !walk.stopped
    if (walk.running > 0 || (walk.phase === 'body' && resting)) return
    if (owner === undefined && waitsForAssertions(work)) return
    if (owner === undefined && breakUnclear(work)) continue
    if (!nextPhase(work, owner, walk)) return finishLevel(work, owner, walk)
  }
}

function isAsking({ phase }: Walk): boolean {
  return phase === 'labels' || phase === 'outputs' || phase === 'condition'
}

/** Begins the next child or iteration of the level; false where none may begin. */
function beginNext(work: Work, owner: Owner, walk: Walk): boolean {
  const node = owner === undefined ? undefined : work.node(owner)
  if (node?.loop && walk.phase === 'body') {
    if (!mayIterate(node.loop, walk)) return false
    playLevel(work, startIteration(work, { ...node, loop: node.loop }, walk).id)
    return true
  }
  const list = listOf(work, owner, walk)
  if (walk.ordered && walk.phase === 'body') return startReady(work, owner, { walk, list, ...walk.ordered })
  if (!mayStart(walk) || walk.next >= (walk.phase === 'body' ? (walk.upTo ?? list.length) : list.length))
    return false
  const task = list[walk.next]
  work.setWalk(owner, { next: walk.next + 1, running: walk.running + (task?.disabled ? 0 : 1) })
  if (task && !task.disabled) startNode(work, { owner, branch: branchOf(walk), task })
  return true
}

function branchOf({ phase, branch }: Walk): string {
  return phase === 'body' ? branch : phase
}

/** Children that begin all at once do so even where the first of them fails at once. */
function mayStart({ phase, running, concurrent, stopped, fixed }: Walk): boolean {
  // error and final tasks run one after the other, whatever the body does
  const limit = phase === 'body' ? concurrent : 1
  return limit === 0 ? !fixed : !stopped && running < limit
}

interface Ready {
  walk: Walk
  list: readonly Task[]
  waiting: number[]
  ended: string[]
}

/** Of children with dependencies: begins the first one whose dependencies have ended. */
function startReady(work: Work, owner: Owner, { walk, list, waiting, ended }: Ready): boolean {
  const { stopped, concurrent, running } = walk
  if (stopped || (concurrent > 0 && running >= concurrent)) return false
  const known = new Set(ended)
  const next = waiting.find((index) => (list[index]?.dependsOn ?? []).every((id) => known.has(id)))
  const task = next === undefined ? undefined : list[next]
  if (!task) return false
  work.setWalk(owner, {
    running: running + (task.disabled ? 0 : 1),
    ordered: {
      waiting: waiting.filter((index) => index !== next),
      ended: task.disabled ? [...ended, task.id] : ended,
    },
  })
  if (!task.disabled) startNode(work, { owner, branch: walk.branch, task })
  return true
}

function listOf(work: Work, owner: Owner, walk: Walk): readonly Task[] {
  const node = owner === undefined ? undefined : work.node(owner)
  const of = node ? work.task(node) : work.program.flow
  if (walk.phase === 'errors') return of.errors
  if (walk.phase === 'finally') return of.finally
  if (walk.phase === 'after') return work.program.flow.afterExecution ?? []
  return 'branches' in of ? (of.branches[walk.branch] ?? []) : of.tasks
}

/** Whether `errors` and `finally` belong to this level: those of a loop with isolated iterations are the iterations'. */
function hasHandlers(node: Node | undefined): boolean {
  return node?.iterationOf ? node.iterationOf === 'item' : node?.loop?.kind !== 'item'
}

/** Goes to the next list of the level; false where there is none. `finally` runs after every end but a kill. */
function nextPhase(work: Work, owner: Owner, walk: Walk): boolean {
  const meanwhile = isMeanwhile(work, owner)
  if (walk.phase === 'body' && !meanwhile)
    for (const kind of ['timeout', 'again']) work.disarm(`${kind}:${owner ?? ''}`)
  if (walk.killed || walk.phase === 'finally' || walk.phase === 'after' || meanwhile) return false
  const node = owner === undefined ? undefined : work.node(owner)
  if (!hasHandlers(node)) return false
  const has = (phase: 'errors' | 'finally') =>
    listOf(work, owner, { ...walk, phase }).some((task) => !task.disabled)
  const begin = (phase: 'errors' | 'finally') => {
    work.setWalk(owner, { phase, next: 0, stopped: false })
    return true
  }
  if (walk.phase === 'body' && walk.result === 'FAILED' && !walk.halts && has('errors'))
    return begin('errors')
  return has('finally') ? begin('finally') : false
}

/** What a pause or an approval plays while it waits is no body: `errors` and `finally` belong to what comes after it. */
function isMeanwhile(work: Work, owner: Owner): boolean {
  const node = owner === undefined ? undefined : work.node(owner)
  return node !== undefined && (node.waits === 'pause' || playsMeanwhile(node))
}

function finishLevel(work: Work, owner: Owner, walk: Walk): void {
  const node = owner === undefined ? undefined : work.node(owner)
  if (!node) return finishRun(work)
  if (node.waits === 'pause') return meanwhileEnded(work, node)
  if (playsMeanwhile(node)) return meanwhileOver(work, node)
  if (node.iterationOf) return iterationOver(work, node, walk)
  const end = endOf(node, walk)
  endNode(work, node, node.loop ? { ...end, outputs: closeLoop(work, node, node.loop) } : end)
}

/** A verdict that stood before the children began holds where they succeed. */
function endOf({ verdict }: Node, walk: Walk): Verdict {
  const own = { state: walk.result, message: walk.message, halts: walk.halts }
  if (!verdict || walk.killed || walk.halts || walk.result === 'FAILED') return own
  return { ...verdict, state: worse(verdict.state, walk.result) }
}
