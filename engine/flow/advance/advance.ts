import { durationMs } from '../duration.ts'
import { isTerminal } from '../flow.ts'
import { approvalOpened, decided, retracted } from './approval.ts'
import { amended, escalated } from './approval-change.ts'
import { outputsRendered } from './finish.ts'
import { childrenStarted, childrenStopped, executionEnded } from './call.ts'
import { askLabels, labelsRendered } from './labels.ts'
import { killExecution } from './kill.ts'
import { rendered } from './life.ts'
import { freshWalk } from './fresh-walk.ts'
import { hold, resume } from './hold.ts'
import { iterationRendered } from './iteration.ts'
import { closeInner, endKilledWhole, innerTold } from './inner-told.ts'
import { keepContext } from './keep-on.ts'
import { compared } from './rounds.ts'
import { resubmitted } from './send-back.ts'
import { semantics } from './semantics.ts'
import { askAssertions } from './assertions.ts'
import { armSla, assertionsRendered } from './sla.ts'
import { endAttempt } from './task-end.ts'
import { timerFired } from './timers.ts'
import type { RenderResult, RunEvent, RunStart, TaskEnd } from './events.ts'
import type { RenderAsk, RunState } from './state.ts'
import type { Program, Step } from './types.ts'
import { changeVariables } from './variables.ts'
import { playOn } from './walk.ts'
import { Work, WorkInPlace } from './work.ts'

/** The first step of an execution: RUNNING, and whatever may begin at once. */
export function begin(program: Program, start: RunStart): Step {
  const { flow } = program
  const work = new Work(program, firstState(program, start), start.at)
  const { labels, variables } = work.state.context
  work.set({ status: 'RUNNING', begunAt: start.at })
  work.facts.push({ kind: 'execution', at: start.at, state: 'RUNNING', labels, variables })
  if (flow.timeout !== undefined) work.arm('timeout:', start.at + durationMs(flow.timeout))
  armSla(work)
  if (start.kept) keepContext(work, start.kept)
  askLabels(work)
  work.look(undefined)
  return settle(work)
}

/** An execution before its first step. */
export function firstState({ flow }: Program, start: RunStart): RunState {
  const { executionId, generation, inputs, trigger, requester, origin, at } = start
  const correlation = { 'system.correlationId': start.labels['system.correlationId'] ?? executionId }
  return {
    semantics: start.semantics ?? semantics,
    executionId,
    generation,
    status: 'CREATED',
    round: start.round ?? 1,
    nodes: {},
    timers: {},
    positions: 0,
    context: {
      inputs,
      rounds: start.rounds ?? [],
      outputs: {},
      variables: { ...flow.variables, ...start.variables },
      labels: { ...flow.labels, ...start.labels, ...correlation },
      trigger,
      requester,
      tasks: {},
      startedAt: start.startedAt ?? at,
    },
    answers: {},
    walk: freshWalk('tasks', 1),
    renders: {},
    rendered: 0,
    paused: 0,
    closed: {},
    ...(origin ? { origin } : {}),
  }
}

/**
 * What follows from an event. Pure: the state that came in stays as it is, and what did not change is shared with it, so
 * an event costs what it changes and a copy of the map of open task runs. Finished task runs are not part of the state.
 * An event that is late, repeated or about something unknown changes nothing and gives the same state back.
 */
export function advance(program: Program, state: RunState, event: RunEvent): Step {
  return step(new Work(program, state, event.at), state, event)
}

/**
 * The same for a host that keeps nothing but the newest state: the maps of the one that comes in become those of the next
 * one. An event then costs what it changes, however many task runs are open.
 */
export function advanceInPlace(program: Program, state: RunState, event: RunEvent): Step {
  return step(new WorkInPlace(program, state, event.at), state, event)
}

function step(work: Work, state: RunState, event: RunEvent): Step {
  if (isTerminal(state.status) && !state.after) return { state, effects: [], facts: [] }
  apply(work, event)
  return settle(work)
}

function settle(work: Work): Step {
  playOn(work)
  const { status, paused, held } = work.state
  if (!isTerminal(status) && status !== 'KILLING') work.status(paused > 0 || held ? 'PAUSED' : 'RUNNING')
  askAssertions(work)
  return work.step()
}

function apply(work: Work, event: RunEvent): void {
  switch (event.kind) {
    case 'rendered':
      return takeRendered(work, event.key, event.results)
    case 'task-finished':
      return takeFinished(work, event)
    case 'inner-told':
      return innerTold(work, event)
    case 'timer-fired':
      return timerFired(work, event.timerId)
    case 'approval-opened': {
      const node = work.node(event.taskRunId)
      return node && approvalOpened(work, node, event.opened)
    }
    case 'decided':
      return decided(work, event.decision)
    case 'retracted':
      return retracted(work, event.retraction)
    case 'amended':
      return amended(work, event.amendment)
    case 'approval-escalated': {
      const node = work.node(event.taskRunId)
      return node && escalated(work, node, event)
    }
    case 'children-started':
      return childrenStarted(work, event)
    case 'child-ended':
      return executionEnded(work, event)
    case 'children-stopped':
      return childrenStopped(work, event)
    case 'resubmitted':
      return resubmitted(work, event.resubmission)
    case 'hold':
      return hold(work, event.by)
    case 'resume':
      return resume(work, event.resume)
    case 'kill': {
      const { by, reason, outcome = 'KILLED' } = event
      const isKilled = work.state.after ? work.state.walk.killed : work.state.kill !== undefined
      return isKilled ? undefined : killExecution(work, { outcome, by, reason })
    }
  }
}

function takeRendered(work: Work, key: string, results: readonly RenderResult[]): void {
  const asks = work.takeAsks(key)
  if (!asks) return
  let at = 0
  for (const ask of asks) {
    const own = results.slice(at, at + ask.parts.length)
    at += ask.parts.length
    if (ask.taskRunId === undefined) {
      if (ask.parts[0] === 'sla') assertionsRendered(work, own)
      else if (ask.parts[0] === 'digest') compared(work, own)
      else if (work.state.walk.phase === 'labels') labelsRendered(work, own)
      else if (work.state.walk.phase === 'outputs') outputsRendered(work, own)
      continue
    }
    const node = work.node(ask.taskRunId)
    if (node?.iterationOf) iterationRendered(work, node, own)
    else if (node?.waits === 'render' && node.attempt === ask.attempt) rendered(work, node, byPart(ask, own))
  }
}

function byPart(
  { parts }: RenderAsk,
  results: readonly RenderResult[],
): Map<RenderAsk['parts'][number], RenderResult> {
  return new Map(parts.map((part, index) => [part, results[index] ?? { error: 'it was not rendered' }]))
}

function takeFinished(work: Work, event: { taskRunId: string; attempt: number; result: TaskEnd }): void {
  const node = work.node(event.taskRunId)
  if (!node) return
  if (node.state === 'KILLING' && node.waits !== 'children') return endKilledWhole(work, node)
  if (node.waits !== 'task' || node.attempt !== event.attempt) return
  if (node.inner) closeInner(work, node)
  const { state, outputs, message, labels, startedAt, logFile } = event.result
  const refused = changeVariables(work, event.result)
  if (refused !== undefined)
    return endAttempt(work, node, { state: 'FAILED', message: refused, startedAt, logFile })
  if (labels) work.label(labels)
  if (state !== 'KILLED') return endAttempt(work, node, { state, outputs, message, startedAt, logFile })
  const why = message ?? 'The attempt was cancelled'
  endAttempt(work, node, { state: 'FAILED', message: why, startedAt, logFile })
}
