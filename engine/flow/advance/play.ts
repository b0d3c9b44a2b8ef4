import type { Escalated } from '../approvals/amendment.ts'
import type { Decision } from '../approvals/types.ts'
import type { JsonObject, Task } from '../flow.ts'
import { advance, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { innerCall, type InnerCall } from './inner.ts'
import { taskOf } from './task-index.ts'
import type { Effect, RenderItem } from './effects.ts'
import type { ApprovalOpened, ChildEnd, RenderResult, RunEvent, RunStart, TaskEnd } from './events.ts'
import type { Fact } from './facts.ts'
import { seenAfter } from './inner-play.ts'
import type { InnerRun } from './inner-state.ts'
import type { RunState } from './state.ts'
import { allowed } from './task-end.ts'
import type { Program, Step } from './types.ts'

/** One attempt of a task that has to be answered. */
export interface PlayedCall {
  taskRunId: string
  task: Task
  attempt: number
  /** Of the innermost loop around, of which it is a direct child. */
  value?: string
  /** What the task's properties may see. */
  context: JsonObject
  at: number
}

/** How an attempt ends, and after how many milliseconds; `never`: only when it is cancelled. */
/** How the executions of a task run end, by iteration; an end that is `never` comes only when it is stopped. */
export interface PlayedChildren {
  total: number
  impossible?: string
  ends: (iteration: number) => { end: ChildEnd; afterMs: number } | 'never'
}

export type PlayedEnd = { end: Omit<TaskEnd, 'startedAt'>; afterMs: number } | 'never'

/** What stands for the outside of a run. */
export interface PlayedHost {
  render(item: RenderItem, context: JsonObject, at: number): RenderResult
  run(call: PlayedCall): PlayedEnd
  open(call: PlayedCall): ApprovalOpened
  /** Who is asked when an approval is due; `attempt` is the step. Undefined: nobody. */
  escalate?(call: PlayedCall): Escalated
  /** Undefined: there are no other flows. */
  children?(call: PlayedCall): PlayedChildren
}

const everything = { whole: true, names: [] }
const noFlows: PlayedChildren = { total: 0, impossible: 'There is no such flow', ends: () => 'never' }

type Undated<E> = E extends { at: number } ? Omit<E, 'at'> : never

/**
 * Plays an execution in memory, on a clock that jumps to the next thing that happens. Nothing is ever really waited for.
 */
export class Play {
  private queue: { at: number; order: number; event: Undated<RunEvent> }[] = []
  private order = 0
  now: number
  state: RunState
  ended = false
  readonly facts: Fact[] = []

  constructor(
    private readonly program: Program,
    start: RunStart,
    private readonly host: PlayedHost,
  ) {
    this.now = start.at
    const step = begin(program, start)
    this.state = step.state
    this.take(step)
  }

  /** Applies the next thing that happens, and tells whether there was one. */
  next(): boolean {
    if (this.ended) return false
    const [first] = this.queue.sort((a, b) => a.at - b.at || a.order - b.order)
    if (!first) return false
    this.queue = this.queue.filter((entry) => entry !== first)
    this.now = Math.max(this.now, first.at)
    this.apply(first.event)
    return true
  }

  /** When the next thing happens, epoch milliseconds. */
  get nextAt(): number | undefined {
    return this.queue.reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined)
  }

  /** Applies an event that comes from outside, now. */
  apply(event: Undated<RunEvent>): void {
    this.take(advance(this.program, this.state, { ...event, at: this.now } as RunEvent))
  }

  /** Goes on from another state, which must be worth the same. */
  replace(state: RunState): void {
    this.state = state
  }

  /** Forgets all that is under way, as a lost host does, and goes on with a step; open timers are armed again. */
  lose(step: Step): void {
    this.queue = []
    this.take(step)
    for (const [timerId, until] of Object.entries(this.state.timers)) {
      const armed = step.effects.some((effect) => effect.kind === 'start-timer' && effect.timerId === timerId)
      if (!armed) this.carryOut({ kind: 'start-timer', timerId, until })
    }
  }

  decide(decision: Decision): void {
    this.apply({ kind: 'decided', decision })
  }

  private take(step: Step): void {
    this.state = step.state
    this.facts.push(...step.facts)
    for (const effect of step.effects) this.carryOut(effect)
  }

  private later(at: number, event: Undated<RunEvent>): void {
    this.queue.push({ at, order: this.order++, event })
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'render':
        return this.later(this.now, {
          kind: 'rendered',
          key: effect.key,
          results: effect.items.map((item) => this.render(item)),
        })
      case 'run-inline':
      case 'run-task':
        return this.run(effect.taskRunId, effect.taskId, effect.attempt)
      case 'open-approval': {
        const { taskRunId, taskId } = effect
        const opened = this.host.open(this.call(taskRunId, taskId, 1))
        return this.later(this.now, { kind: 'approval-opened', taskRunId, opened })
      }
      case 'escalate-approval': {
        const { taskRunId, taskId, attempt: step } = effect
        const answer = this.host.escalate?.(this.call(taskRunId, taskId, step)) ?? { kind: 'nobody' as const }
        return this.later(this.now, { kind: 'approval-escalated', taskRunId, step, answer })
      }
      case 'start-children':
        return this.startChildren(effect)
      case 'stop-children': {
        const { taskRunId, attempt } = effect
        this.queue = this.queue.filter(
          ({ event }) =>
            event.kind !== 'child-ended' || event.taskRunId !== taskRunId || event.attempt !== attempt,
        )
        return this.later(this.now, { kind: 'children-stopped', taskRunId, attempt })
      }
      case 'start-timer':
        return this.later(effect.until, { kind: 'timer-fired', timerId: effect.timerId })
      case 'cancel-timer':
        this.queue = this.queue.filter(
          ({ event }) => event.kind !== 'timer-fired' || event.timerId !== effect.timerId,
        )
        return
      case 'cancel-task':
        return this.cancel(effect.taskRunId)
      case 'end':
        this.ended = true
        this.queue = []
    }
  }

  private render(item: RenderItem): RenderResult {
    const context = visibleContext(this.program, this.state, item.taskRunId, item.reads ?? everything)
    return this.host.render(item, context, this.now)
  }

  private call(taskRunId: string, taskId: string, attempt: number): PlayedCall {
    const task = taskOf(this.program.flow, taskId)
    const context = visibleContext(this.program, this.state, taskRunId, task.reads)
    const { value } = this.state.nodes[taskRunId] ?? {}
    return { taskRunId, task, attempt, value, context, at: this.now }
  }

  private run(taskRunId: string, taskId: string, attempt: number): void {
    const inner = innerCall(this.program, this.state, taskRunId)
    if (inner) return this.runInner({ taskRunId, attempt }, inner)
    const answer = this.host.run(this.call(taskRunId, taskId, attempt))
    if (answer === 'never') return
    const result = { ...answer.end, startedAt: this.now }
    this.later(this.now + answer.afterMs, { kind: 'task-finished', taskRunId, attempt, result })
  }

  /** Each of the inner task runs once, one after the other. */
  private runInner(outer: { taskRunId: string; attempt: number }, inner: InnerCall): void {
    let at = this.now
    let state: TaskEnd['state'] = 'SUCCESS'
    let { context } = inner
    for (const { taskId, taskRunId, attempts: before } of inner.runs) {
      const task = taskOf(this.program.flow, taskId)
      const tell = (run: Omit<InnerRun, 'taskId' | 'startedAt'>) =>
        this.later(at, {
          kind: 'inner-told',
          ...outer,
          delivery: 1,
          runs: [{ taskId, startedAt: at, ...run }],
        })
      const attempt = before.length + 1
      const begun = { state: 'RUNNING' as const, startedAt: at }
      tell({ state: 'RUNNING', attempts: [...before, begun] })
      const answer = this.host.run({ taskRunId, task, attempt, context, at })
      if (answer === 'never') return
      at += answer.afterMs
      const { state: ended, ...end } = answer.end
      tell({ state: ended, attempts: [...before, { ...begun, state: ended, endedAt: at }], end })
      const seen = allowed({}, task, ended)
      if (seen === 'WARNING' || seen === 'FAILED') state = seen
      if (seen === 'FAILED') break
      context = seenAfter(context, [taskId, ...inner.values], { ...answer.end, startedAt: at, state: seen })
    }
    this.later(at, { kind: 'task-finished', ...outer, result: { state, startedAt: this.now } })
  }

  private startChildren(effect: Extract<Effect, { kind: 'start-children' }>): void {
    const { taskRunId, taskId, attempt, iterations } = effect
    const { total, impossible, ends } = this.host.children?.(this.call(taskRunId, taskId, attempt)) ?? noFlows
    const asked = iterations.filter((iteration) => iteration < total)
    const children = asked.map((iteration) => ({ iteration, executionId: `child-${iteration}` }))
    const answer = { total, impossible, children }
    this.later(this.now, { kind: 'children-started', taskRunId, attempt, iterations, answer })
    for (const child of children) {
      const ended = ends(child.iteration)
      if (ended === 'never') continue
      const { end, afterMs } = ended
      this.later(this.now + afterMs, { kind: 'child-ended', taskRunId, attempt, ...child, end })
    }
  }

  /** What was cancelled answers as killed, like a real activity. */
  private cancel(taskRunId: string): void {
    const isOf = (event: Undated<RunEvent>) =>
      (event.kind === 'task-finished' || event.kind === 'inner-told' || event.kind === 'approval-opened') &&
      event.taskRunId === taskRunId
    this.queue = this.queue.filter(({ event }) => !isOf(event))
    const attempt = this.state.nodes[taskRunId]?.attempt ?? 1
    const result = { state: 'KILLED' as const, startedAt: this.now }
    this.later(this.now, { kind: 'task-finished', taskRunId, attempt, result })
  }
}
