import { isTerminal, type Task } from '../flow.ts'
import { finishRun } from './finish.ts'
import { killChildren } from './kill.ts'
import { startNode } from './life.ts'
import { endNode } from './task-end.ts'
import type { Node, Verdict, Walk } from './types.ts'
import { worse } from './child-ended.ts'
import type { Owner, Work } from './work.ts'

/** Goes on wherever a child ended or a list has begun, until nothing more can be done in this step. */
export function playOn(work: Work): void {
  for (let look = work.nextLook(); look; look = work.nextLook()) {
    if (isTerminal(work.state.status)) return
    if (look.killing) killChildren(work, look.owner)
    playLevel(work, look.owner)
  }
}

function playLevel(work: Work, owner: Owner): void {
  for (let walk = work.walk(owner); walk; walk = work.walk(owner)) {
    if (walk.phase === 'labels' || walk.phase === 'outputs') {
      // nothing but a render is under way
      if (walk.killed) return finishRun(work)
      if (walk.phase === 'outputs' || !walk.fixed) return
      work.setWalk(owner, { phase: 'body' })
      continue
    }
    const list = listOf(work, owner, walk)
    if (mayStart(walk) && walk.next < list.length) {
      startNext(work, owner, list)
      continue
    }
    if (walk.running > 0) return
    if (!nextPhase(work, owner, walk)) return finishLevel(work, owner, walk)
  }
}

/** Children that begin all at once do so even where the first of them fails at once. */
function mayStart({ phase, running, concurrent, stopped, fixed }: Walk): boolean {
  // error and final tasks run one after the other, whatever the body does
  const limit = phase === 'body' ? concurrent : 1
  return limit === 0 ? !fixed : !stopped && running < limit
}

function startNext(work: Work, owner: Owner, list: readonly Task[]): void {
  const walk = work.walk(owner)
  const task = walk && list[walk.next]
  if (!task) return
  work.setWalk(owner, { next: walk.next + 1, running: walk.running + (task.disabled ? 0 : 1) })
  if (task.disabled) return
  startNode(work, { owner, branch: walk.phase === 'body' ? walk.branch : walk.phase, task })
}

function listOf(work: Work, owner: Owner, walk: Walk): readonly Task[] {
  const node = owner === undefined ? undefined : work.node(owner)
  const of = node ? work.task(node) : work.program.flow
  if (walk.phase === 'errors') return of.errors
  if (walk.phase === 'finally') return of.finally
  return 'branches' in of ? (of.branches[walk.branch] ?? []) : of.tasks
}

/** Goes to the next list of the level; false where there is none. `finally` runs after every end but a kill. */
function nextPhase(work: Work, owner: Owner, walk: Walk): boolean {
  if (walk.phase === 'body') work.disarm(`timeout:${owner ?? ''}`)
  if (walk.killed || walk.phase === 'finally') return false
  const has = (phase: 'errors' | 'finally') =>
    listOf(work, owner, { ...walk, phase }).some((task) => !task.disabled)
  const begin = (phase: 'errors' | 'finally') => {
    work.setWalk(owner, { phase, next: 0, stopped: false })
    return true
  }
  if (walk.phase === 'body' && walk.result === 'FAILED' && has('errors')) return begin('errors')
  return has('finally') ? begin('finally') : false
}

function finishLevel(work: Work, owner: Owner, walk: Walk): void {
  const node = owner === undefined ? undefined : work.node(owner)
  if (!node) return finishRun(work)
  endNode(work, node, endOf(node, walk))
}

/** A verdict that stood before the children began holds where they succeed. */
function endOf({ verdict }: Node, walk: Walk): Verdict {
  const own = { state: walk.result, message: walk.message, halts: walk.halts }
  if (!verdict || walk.killed || walk.halts || walk.result === 'FAILED') return own
  return { ...verdict, state: worse(verdict.state, walk.result) }
}
