import { durationMs, isDuration } from '../duration.ts'
import { holdsTemplate } from '../holds-template.ts'
import type { Json, JsonObject, Task } from '../flow.ts'
import { numbersAround } from './iterations-around.ts'
import { freshInner, playsInner } from './inner-state.ts'
import { adoptEnded, reopened } from './keep-on.ts'
import { makeMove } from './move.ts'
import { digestAsk, takenOver } from './rounds.ts'
import { conditionOf, textOf } from './read-property.ts'
import { endAttempt, endNode } from './task-end.ts'
import { placeOf, taskRunId } from './task-run-id.ts'
import type { Control } from './control.ts'
import type { RenderItem } from './effects.ts'
import type { RenderResult } from './events.ts'
import type { Node, RenderAsk } from './state.ts'
import type { Owner, Work } from './work.ts'

/** Makes the task run of a child and begins its life: `runIf`, then the first attempt. */
export function startNode(work: Work, place: { owner: Owner; branch: string; task: Task }): void {
  const { executionId, round, positions } = work.state
  const { owner, branch, task } = place
  const parent = owner === undefined ? undefined : work.node(owner)
  const iterations = parent ? numbersAround(work.state, parent) : []
  if (owner === undefined && branch === 'tasks' && takenOver(work, task)) return
  const { value, iteration } = parent?.iterationOf ? parent : {}
  const id = taskRunId({ executionId, taskId: task.id, iterations, round })
  const kept = work.state.kept?.[placeOf(id)]
  if (kept?.as === 'done') return adoptEnded(work, owner, kept)
  if (kept) return startLife(work, reopened(kept, { owner, branch }))
  work.set({ positions: positions + 1 })
  startLife(work, {
    id,
    taskId: task.id,
    parentId: owner,
    branch,
    value,
    iteration,
    round,
    state: 'CREATED',
    attempt: 0,
    position: positions,
    startedAt: work.at,
  })
}

/** Begins the life of a task run from its first question on. */
export function startLife(work: Work, node: Node): void {
  begin(work, work.put(node), true)
}

/** Begins the next attempt. */
export function startAttempt(work: Work, node: Node): void {
  begin(work, node, false)
}

/** Asks for what has to be rendered, all at once; without templates the attempt begins in the same step. */
function begin(work: Work, node: Node, first: boolean): void {
  const task = work.task(node)
  const parts: RenderAsk['parts'] = []
  const items: RenderItem[] = []
  const add = (part: RenderAsk['parts'][number], item: Omit<RenderItem, 'taskRunId'>) => {
    parts.push(part)
    items.push({ ...item, taskRunId: node.id })
  }
  if (first && task.runIf !== undefined) add('run-if', { source: task.runIf, reads: task.runIfReads })
  if (first && holdsTemplate(task.timeout)) add('timeout', { source: task.timeout })
  const source = renderedBy(controlOf(work, task), task)
  if (hasTemplate(source)) add('properties', { source, reads: task.reads })
  const digest = first ? digestAsk(work, node) : undefined
  if (digest) {
    parts.push('digest')
    items.push(digest)
  }
  if (parts.length === 0) {
    const timeoutMs = first && task.timeout !== undefined ? durationMs(task.timeout) : node.timeoutMs
    return enter(work, work.put({ ...node, timeoutMs }), task.properties)
  }
  // an attempt that waits for its templates is the one before until it begins
  work.ask({ taskRunId: node.id, attempt: node.attempt, parts }, items)
  work.tell(work.put({ ...node, state: first ? node.state : 'RUNNING', waits: 'render' }))
}

/** The answer to `begin`. Of several failures the first counts: what a false `runIf` leaves out is not looked at. */
export function rendered(
  work: Work,
  node: Node,
  answers: ReadonlyMap<RenderAsk['parts'][number], RenderResult>,
): void {
  const runIf = answers.get('run-if')
  if (runIf && 'error' in runIf) {
    return endNode(work, node, { state: 'FAILED', message: `runIf cannot be evaluated: ${runIf.error}` })
  }
  if (runIf && !conditionOf(runIf.value)) return endNode(work, node, { state: 'SKIPPED' })
  const timeout = timeoutOf(work.task(node), node, answers.get('timeout'))
  if (typeof timeout === 'string') return endNode(work, node, { state: 'FAILED', message: timeout })
  const ready = work.put({ ...node, timeoutMs: timeout, ...digestIn(answers.get('digest')) })
  const properties = answers.get('properties')
  if (!properties) return enter(work, ready, work.task(node).properties)
  if ('value' in properties)
    return enter(work, ready, { ...work.task(node).properties, ...objectOf(properties.value) })
  const { error } = properties
  const tries = controlOf(work, work.task(node))?.attempts === true
  endAttempt(work, tries ? openAttempt(work, ready) : ready, { state: 'FAILED', message: error })
}

function digestIn(answer: RenderResult | undefined): { digest?: string } {
  return answer && 'value' in answer && typeof answer.value === 'string' ? { digest: answer.value } : {}
}

/** Milliseconds, undefined for none, or why it is neither. */
function timeoutOf(task: Task, node: Node, answer: RenderResult | undefined): number | string | undefined {
  if (!answer) {
    return (
      node.timeoutMs ??
      (task.timeout !== undefined && !holdsTemplate(task.timeout) ? durationMs(task.timeout) : undefined)
    )
  }
  if ('error' in answer) return `timeout cannot be evaluated: ${answer.error}`
  const text = textOf(answer.value).trim()
  return isDuration(text) ? durationMs(text) : `timeout is no ISO 8601 duration: ${text}`
}

function enter(work: Work, node: Node, properties: JsonObject): void {
  const task = work.task(node)
  if (task.mode === 'control') return enterControl(work, node, properties)
  const inner = playsInner(task) ? { inner: freshInner(node, work.at) } : {}
  const open = work.put({ ...openAttempt(work, node), waits: 'task', ...inner })
  const { id: taskRunId, attempt, timeoutMs } = open
  if (task.mode === 'inline' && !task.reads.slow) {
    if (timeoutMs !== undefined) work.arm(`timeout:${taskRunId}`, work.at + timeoutMs)
    work.effects.push({ kind: 'run-inline', taskRunId, taskId: task.id, attempt })
  } else work.effects.push({ kind: 'run-task', taskRunId, taskId: task.id, attempt, timeoutMs })
}

function enterControl(work: Work, node: Node, properties: JsonObject): void {
  const task = work.task(node)
  const control = controlOf(work, task)
  if (!control)
    return endNode(work, node, { state: 'FAILED', message: `No control plays the type ${task.type}` })
  const started = control.attempts
    ? openAttempt(work, node)
    : work.put({ ...node, state: 'RUNNING', waits: undefined })
  if (started.timeoutMs !== undefined) work.arm(`timeout:${node.id}`, work.at + started.timeoutMs)
  try {
    makeMove(work, started, control.start({ properties, branches: filledOf(task), at: work.at }))
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    endAttempt(work, started, { state: 'FAILED', message: error.message })
  }
}

function openAttempt(work: Work, node: Node): Node {
  const attempts = [...(node.attempts ?? []), { state: 'RUNNING' as const, startedAt: work.at }]
  const open = work.put({ ...node, state: 'RUNNING', attempt: node.attempt + 1, attempts, waits: undefined })
  work.tell(open)
  return open
}

/** The properties that a control wants rendered before it starts. */
function renderedBy(control: Control | undefined, { properties }: Task): JsonObject {
  if (!control?.renders) return {}
  const { renders } = control
  if (renders === true) return properties
  return Object.fromEntries(Object.entries(properties).filter(([name]) => renders.includes(name)))
}

function filledOf({ branches }: Task): string[] {
  return Object.keys(branches).filter((name) => branches[name]?.length)
}

function controlOf(work: Work, task: Task): Control | undefined {
  return task.mode === 'control' ? work.program.controls[task.type] : undefined
}

function hasTemplate(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(hasTemplate)
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasTemplate)
  return holdsTemplate(value)
}

function objectOf(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
