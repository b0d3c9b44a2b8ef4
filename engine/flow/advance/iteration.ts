import type { Json, JsonObject, State } from '../flow.ts'
import { childEnded } from './child-ended.ts'
import { numbersAround } from './iterations-around.ts'
import { countEnded, gather } from './loop.ts'
import { forgetChunks } from './memory.ts'
import { readOutput } from './read-output.ts'
import { conditionOf } from './read-property.ts'
import { taskRunId } from './task-run-id.ts'
import type { RenderItem } from './effects.ts'
import type { RenderResult } from './events.ts'
import type { Loop, Node, Walk } from './state.ts'
import type { Work } from './work.ts'

interface Asked {
  id: string
  type: string
  value: Json
}

/** The children of an iteration have ended: what it gives, whether it was the last one, then its end. */
export function iterationOver(work: Work, node: Node, walk: Walk): void {
  const succeeded = isGood(walk.result)
  const ends = walk.killed || walk.halts
  if (walk.phase === 'condition' || ends) return closeIteration(work, node, walk)
  if (walk.phase !== 'outputs' && succeeded && outputsOf(work, node).length > 0) {
    work.setWalk(node.id, { phase: 'outputs' })
    return askAfter(work, node, 'outputs')
  }
  if (!asksCondition(work, node, succeeded)) return closeIteration(work, node, walk)
  work.setWalk(node.id, { phase: 'condition' })
  askAfter(work, node, 'condition')
}

/** Asks, once more after the host was lost. */
export function askAfter(work: Work, node: Node, phase: 'outputs' | 'condition'): void {
  const { reads } = work.task(node)
  const sources =
    phase === 'outputs' ? outputsOf(work, node).map(({ value }) => value) : [conditionSource(work, node)]
  const items = sources.map((source): RenderItem => ({ source, reads, taskRunId: node.id }))
  work.ask({ taskRunId: node.id, attempt: 0, parts: items.map(() => phase) }, items)
}

/** The answer to `askAfter`. */
export function iterationRendered(work: Work, node: Node, results: readonly RenderResult[]): void {
  const { walk } = node
  if (!walk || walk.killed) return
  if (walk.phase === 'outputs') return outputsRendered(work, { ...node, walk }, results)
  if (walk.phase !== 'condition') return
  const answer = results[0] ?? { error: 'it was not rendered' }
  const { condition = '' } = work.program.controls[work.task(node).type]?.after ?? {}
  if ('error' in answer) {
    const message = `${condition} cannot be evaluated: ${answer.error}`
    failLoop(work, node, message)
    return closeIteration(work, node, walk)
  }
  decideFurther(work, node, conditionOf(answer.value))
  closeIteration(work, node, walk)
}

function outputsRendered(work: Work, node: Node & { walk: Walk }, results: readonly RenderResult[]): void {
  const { walk } = node
  const given: JsonObject = {}
  for (const [index, { id, type }] of outputsOf(work, node).entries()) {
    const read = readOutput(type, results[index] ?? { error: 'it was not rendered' })
    if ('error' in read) {
      const message = `Output ${id} cannot be rendered: ${read.error}`
      if (!work.state.error) work.set({ error: { taskId: node.taskId, message } })
      const failed = { ...walk, result: 'FAILED' as const, message }
      work.setWalk(node.id, failed)
      return iterationOver(work, work.node(node.id) ?? node, failed)
    }
    given[id] = read.value
  }
  gather(work, { loopId: node.parentId ?? '', index: node.iteration ?? 0 }, given)
  iterationOver(work, node, walk)
}

/** After an iteration of `until`: the end, the limit, or a rest before the next one. After others: a break. */
function decideFurther(work: Work, node: Node, holds: boolean): void {
  const loopNode = loopOf(work, node)
  const { loop } = loopNode ?? {}
  if (!loopNode || !loop) return
  if (holds) return change(work, loopNode, { over: true })
  if (!loop.pace) return
  const { intervalMs, maxIterations = Infinity, maxDurationMs = Infinity, failOnMaxReached } = loop.pace
  const lasted = work.at - (loopNode.startedAt ?? work.at)
  const reached =
    (node.iteration ?? 0) >= maxIterations
      ? `The condition did not hold after ${String(maxIterations)} iterations`
      : lasted >= maxDurationMs
        ? `The condition did not hold within ${String(maxDurationMs)} ms`
        : undefined
  if (reached === undefined) {
    if (wasTaken(work, loopNode)) return
    change(work, loopNode, { resting: true })
    return work.arm(`again:${loopNode.id}`, work.at + intervalMs)
  }
  if (failOnMaxReached) failLoop(work, node, reached)
  else change(work, loopNode, { over: true })
}

/** Whether an earlier attempt at the execution went on to the next iteration, which therefore needs no rest before it. */
function wasTaken(work: Work, loopNode: Node): boolean {
  const { kept, executionId } = work.state
  const { walk } = loopNode
  const first = walk && (work.task(loopNode).branches[walk.branch] ?? []).find((task) => !task.disabled)
  if (!kept || !first) return false
  const iterations = [...numbersAround(work.state, loopNode), walk.next + 1]
  return kept[taskRunId({ executionId, taskId: first.id, iterations, round: 1 })] !== undefined
}

function failLoop(work: Work, node: Node, message: string): void {
  const loopNode = loopOf(work, node)
  if (!loopNode) return
  change(work, loopNode, { over: true })
  if (!work.walk(loopNode.id)?.fixed)
    work.setWalk(loopNode.id, { result: 'FAILED', stopped: true, fixed: true, message })
}

function change(work: Work, loopNode: Node, patch: Partial<Loop>): void {
  const { loop } = loopNode
  if (loop) work.put({ ...loopNode, loop: { ...loop, ...patch } })
}

/** The rest between two iterations is over. */
export function restOver(work: Work, node: Node): void {
  change(work, node, { resting: false })
  work.look(node.id)
}

function closeIteration(work: Work, node: Node, { result, halts }: Walk): void {
  const loopNode = loopOf(work, node)
  if (node.memory) forgetChunks(work, node.id, node.memory.each?.chunks ?? 0)
  if (loopNode) countEnded(work, loopNode, result)
  work.drop(node.id)
  const forgiven = result === 'FAILED' && loopNode?.loop?.transmitFailed === false
  if (forgiven) work.set({ error: undefined })
  childEnded(work, node.parentId, { taskId: node.taskId, state: forgiven ? 'SUCCESS' : result, halts })
}

function loopOf(work: Work, { parentId }: Node): Node | undefined {
  return parentId === undefined ? undefined : work.node(parentId)
}

function isGood(result: State): boolean {
  return result === 'SUCCESS' || result === 'WARNING'
}

function conditionSource(work: Work, node: Node): Json {
  const task = work.task(node)
  const name = work.program.controls[task.type]?.after?.condition
  return (name === undefined ? undefined : task.properties[name]) ?? null
}

/** Of a loop over values only where it makes a difference: while there are iterations to come. */
function asksCondition(work: Work, node: Node, succeeded: boolean): boolean {
  const loopNode = loopOf(work, node)
  const { loop, walk } = loopNode ?? {}
  if (!loop || !walk || loop.over || conditionSource(work, node) === null) return false
  return loop.kind === 'until' ? succeeded && !walk.stopped : walk.next < (loop.count ?? 0)
}

function outputsOf(work: Work, node: Node): Asked[] {
  const task = work.task(node)
  const name = work.program.controls[task.type]?.after?.outputs
  const list = name === undefined ? undefined : task.properties[name]
  return Array.isArray(list) ? list.flatMap(askedOf) : []
}

function askedOf(entry: Json): Asked[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return []
  const { id, type, value } = entry
  return typeof id === 'string' && typeof type === 'string' && value !== undefined
    ? [{ id, type, value }]
    : []
}
