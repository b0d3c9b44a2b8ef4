import { durationMs } from '../duration.ts'
import { isTerminal } from '../flow.ts'
import { approvalOpened, decided } from './approval.ts'
import { outputsRendered } from './finish.ts'
import { askLabels, labelsRendered } from './labels.ts'
import { endKilled, killExecution } from './kill.ts'
import { rendered } from './life.ts'
import { freshWalk } from './move.ts'
import { resubmitted } from './resubmit.ts'
import { semantics } from './semantics.ts'
import { endAttempt } from './task-end.ts'
import { timerFired } from './timers.ts'
import type {
  Program,
  RenderAsk,
  RenderResult,
  RunEvent,
  RunStart,
  RunState,
  Step,
  TaskEnd,
} from './types.ts'
import { playOn } from './walk.ts'
import { Work } from './work.ts'

/** The first step of an execution: RUNNING, and whatever may begin at once. */
export function begin(program: Program, start: RunStart): Step {
  const { flow } = program
  const work = new Work(program, firstState(program, start), start.at)
  const { labels, variables } = work.state.context
  work.set({ status: 'RUNNING' })
  work.facts.push({ kind: 'execution', at: start.at, state: 'RUNNING', labels, variables })
  if (flow.timeout !== undefined) work.arm('timeout:', start.at + durationMs(flow.timeout))
  askLabels(work)
  work.look(undefined)
  return settle(work)
}

function firstState({ flow }: Program, start: RunStart): RunState {
  const { executionId, generation, inputs, trigger, requester, at } = start
  const correlation = { 'system.correlationId': executionId }
  return {
    semantics: start.semantics ?? semantics,
    executionId,
    generation,
    status: 'CREATED',
    round: 1,
    nodes: {},
    timers: {},
    positions: 0,
    context: {
      inputs,
      rounds: [],
      outputs: {},
      variables: { ...flow.variables, ...start.variables },
      labels: { ...flow.labels, ...correlation, ...start.labels },
      trigger,
      requester,
      tasks: {},
      startedAt: at,
    },
    answers: {},
    walk: freshWalk('tasks', 1),
    renders: {},
    rendered: 0,
    paused: 0,
    closed: {},
  }
}

/**
 * What follows from an event. Pure: the state that came in stays as it is, and what did not change is shared with it, so
 * an event costs what it changes and a copy of the map of open task runs. Finished task runs are not part of the state.
 * An event that is late, repeated or about something unknown changes nothing and gives the same state back.
 */
export function advance(program: Program, state: RunState, event: RunEvent): Step {
  if (isTerminal(state.status)) return { state, effects: [], facts: [] }
  const work = new Work(program, state, event.at)
  apply(work, event)
  return settle(work)
}

function settle(work: Work): Step {
  playOn(work)
  const { status, paused } = work.state
  if (!isTerminal(status) && status !== 'KILLING') work.status(paused > 0 ? 'PAUSED' : 'RUNNING')
  return work.step()
}

function apply(work: Work, event: RunEvent): void {
  switch (event.kind) {
    case 'rendered':
      return takeRendered(work, event.key, event.results)
    case 'task-finished':
      return takeFinished(work, event)
    case 'timer-fired':
      return timerFired(work, event.timerId)
    case 'approval-opened': {
      const node = work.node(event.taskRunId)
      return node && approvalOpened(work, node, event.opened)
    }
    case 'decided':
      return decided(work, event.decision)
    case 'resubmitted':
      return resubmitted(work, event.round, event.inputs)
    case 'kill': {
      const { by, reason, outcome = 'KILLED' } = event
      return work.state.kill ? undefined : killExecution(work, { outcome, by, reason })
    }
  }
}

function takeRendered(work: Work, key: string, results: readonly RenderResult[]): void {
  const asks = work.state.renders[key]
  if (!asks) return
  const { [key]: _, ...renders } = work.state.renders
  work.set({ renders })
  let at = 0
  for (const ask of asks) {
    const own = results.slice(at, at + ask.parts.length)
    at += ask.parts.length
    if (ask.taskRunId === undefined) {
      if (work.state.walk.phase === 'labels') labelsRendered(work, own)
      else if (work.state.walk.phase === 'outputs') outputsRendered(work, own)
      continue
    }
    const node = work.node(ask.taskRunId)
    if (node?.waits === 'render' && node.attempt === ask.attempt) rendered(work, node, byPart(ask, own))
  }
}

function byPart(
  { parts }: RenderAsk,
  results: readonly RenderResult[],
): Map<RenderAsk['parts'][number], RenderResult> {
  return new Map(parts.map((part, index) => [part, results[index] ?? { error: 'it was not rendered' }]))
}

function alreadySet(names: readonly string[]): string {
  return `Already set, and \`overwrite\` is false: ${names.map((name) => `\`${name}\``).join(', ')}`
}

function takeFinished(work: Work, event: { taskRunId: string; attempt: number; result: TaskEnd }): void {
  const node = work.node(event.taskRunId)
  if (!node) return
  if (node.state === 'KILLING' && node.waits !== 'children') return endKilled(work, node)
  if (node.waits !== 'task' || node.attempt !== event.attempt) return
  const { state, outputs, message, variables, keepVariables, startedAt } = event.result
  const taken = Object.keys(variables ?? {}).filter((name) =>
    Object.hasOwn(work.state.context.variables, name),
  )
  if (keepVariables && taken.length > 0) {
    return endAttempt(work, node, { state: 'FAILED', message: alreadySet(taken), startedAt })
  }
  if (variables) {
    work.setContext({ variables: { ...work.state.context.variables, ...variables } })
    work.facts.push({
      kind: 'execution',
      at: work.at,
      state: work.state.status,
      variables: work.state.context.variables,
    })
  }
  if (state !== 'KILLED') return endAttempt(work, node, { state, outputs, message, startedAt })
  endAttempt(work, node, { state: 'FAILED', message: message ?? 'The attempt was cancelled', startedAt })
}
