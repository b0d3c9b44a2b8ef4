import type { Interpreter } from '#engine/workflow/interpreter.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Effect } from '#engine/flow/advance/effects.ts'
import type { RunEvent } from '#engine/flow/advance/events.ts'
import type { Fact } from '#engine/flow/advance/facts.ts'
import type { RunState } from '#engine/flow/advance/state.ts'
import type { Step } from '#engine/flow/advance/types.ts'

/** What a toy run does: everything in it begins at once, and it ends when all is done. */
export interface Plan {
  /** Inline steps one after another. */
  inline?: number
  /** Activities side by side. */
  fan?: number
  /** Task id of the activities: `quick`, `slow`. */
  fanTask?: string
  /** Decisions that close the approval. */
  decisions?: number
  /** Milliseconds of a timer. */
  timerMs?: number
  /** Task ids that run after the decision, one by one, as activities. */
  then?: string[]
}

interface Memory {
  plan: Plan
  inline: number
  fan: number
  decided: number
  timer: boolean
  then: number
  mayEnd: boolean
}

/** The toy keeps its notes where a flow keeps its variables. */
const memoryOf = (state: RunState) => state.context.variables as unknown as Memory
const withMemory = (state: RunState, memory: Memory): RunState => ({
  ...state,
  context: { ...state.context, variables: { ...memory } as unknown as JsonObject },
})

/** An interpreter of the plan; `after` is a release that puts one more step behind a decision. */
export function toy(after = false): Interpreter {
  const next = (state: RunState): Effect[] => {
    const memory = memoryOf(state)
    const thens = stepsBehind(memory.plan, state.semantics)
    const approved = memory.decided >= (memory.plan.decisions ?? 0)
    const taskId = thens[memory.then]
    if (approved && taskId !== undefined && memory.mayEnd) {
      return [{ kind: 'run-task', taskRunId: `then-${memory.then}`, taskId, attempt: 1 }]
    }
    const done =
      approved &&
      memory.then >= thens.length &&
      memory.inline >= (memory.plan.inline ?? 0) &&
      memory.fan >= (memory.plan.fan ?? 0) &&
      memory.timer
    return done ? [{ kind: 'end' }] : []
  }
  return {
    semantics: after ? 2 : 1,
    controls: {},
    begin: (_, start) => {
      const plan = start.inputs as Plan
      const memory: Memory = {
        plan,
        inline: 0,
        fan: 0,
        decided: 0,
        timer: plan.timerMs === undefined,
        then: 0,
        mayEnd: true,
      }
      const empty = emptyState(start.executionId, start.generation, start.semantics ?? 1)
      const timers: RunState['timers'] = plan.timerMs === undefined ? {} : { timer: start.at + plan.timerMs }
      const state = withMemory({ ...empty, timers }, memory)
      const effects: Effect[] = []
      if (plan.timerMs !== undefined)
        effects.push({ kind: 'start-timer', timerId: 'timer', until: start.at + plan.timerMs })
      for (let i = 0; i < (plan.fan ?? 0); i++)
        effects.push({ kind: 'run-task', taskRunId: `fan-${i}`, taskId: plan.fanTask ?? 'quick', attempt: 1 })
      if (plan.inline)
        effects.push({ kind: 'run-inline', taskRunId: 'inline-0', taskId: 'inline', attempt: 1 })
      return { state, effects, facts: [fact('begun', start.at)] }
    },
    advance: (_, state, event) => step(state, event, next),
    interrupted: (_, state) => ({ state, effects: [], facts: [] }),
    resumable: () => ({ accepted: false, code: 'not-paused', message: 'a toy never pauses' }),
    resubmittable: () => ({ accepted: false, code: 'not-sent-back', message: 'a toy never comes back' }),
    decide: (state, decision) =>
      memoryOf(state).decided >= (memoryOf(state).plan.decisions ?? 0)
        ? { accepted: false, code: 'closed', message: `closed for ${decision.personId}` }
        : { accepted: true, outcome: 'OPEN', remaining: 0 },
    retract: () => ({ accepted: false, code: 'closed', message: 'a toy takes nothing back' }),
    amend: () => ({ accepted: false, code: 'closed', message: 'a toy cannot be changed' }),
    innerCall: () => undefined,
    visibleContext: () => ({}),
  }
}

function step(state: RunState, event: RunEvent, next: (state: RunState) => Effect[]): Step {
  const before = memoryOf(state)
  const memory: Memory = { ...before, mayEnd: false }
  const effects: Effect[] = []
  let { timers, answers } = state
  if (event.kind === 'decided') {
    memory.decided++
    memory.mayEnd = true
    answers = {
      ...answers,
      [event.decision.decisionId]: { accepted: true, outcome: 'APPROVED', remaining: 0 },
    }
  } else if (event.kind === 'timer-fired') {
    memory.timer = true
    timers = {}
  } else if (event.kind === 'kill') {
    return {
      state: { ...state, status: 'KILLED' },
      effects: [{ kind: 'end' }],
      facts: [fact('killed', event.at)],
    }
  } else if (event.kind === 'task-finished' && event.taskRunId.startsWith('inline')) {
    memory.inline++
    if (memory.inline < (memory.plan.inline ?? 0))
      effects.push({ kind: 'run-inline', taskRunId: `inline-${memory.inline}`, taskId: 'inline', attempt: 1 })
  } else if (event.kind === 'task-finished' && event.taskRunId.startsWith('fan')) {
    memory.fan++
  } else if (event.kind === 'task-finished') {
    memory.then++
    memory.mayEnd = true
  }
  const after = withMemory({ ...state, timers, answers }, memory)
  effects.push(...next(after))
  const name = event.kind === 'task-finished' ? event.taskRunId : event.kind
  return { state: after, effects, facts: [fact(name, event.at)] }
}

/** A change of effects for the same state and event: only for states that began with, or were renewed to, the new number. */
function stepsBehind(plan: Plan, semantics: number): string[] {
  const then = plan.then ?? []
  return semantics >= 2 ? ['added', ...then] : then
}

function fact(name: string, at: number): Fact {
  return { kind: 'execution', at, state: 'RUNNING', labels: { name } }
}

function emptyState(executionId: string, generation: number, semantics: number): RunState {
  return {
    semantics,
    executionId,
    generation,
    status: 'RUNNING',
    round: 1,
    nodes: {},
    timers: {},
    positions: 0,
    context: { inputs: {}, rounds: [], outputs: {}, variables: {}, labels: {}, tasks: {}, startedAt: 0 },
    answers: {},
    walk: {
      phase: 'body',
      branch: 'tasks',
      next: 0,
      running: 0,
      concurrent: 1,
      result: 'SUCCESS',
      stopped: false,
      fixed: false,
      killed: false,
      halts: false,
    },
    renders: {},
    rendered: 0,
    paused: 0,
    closed: {},
  }
}
