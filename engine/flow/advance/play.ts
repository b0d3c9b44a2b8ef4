import type { Decision } from '../approvals/types.ts'
import type { JsonObject, Task } from '../flow.ts'
import { advance, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { taskOf } from './task-index.ts'
import type {
  ApprovalOpened,
  Effect,
  Fact,
  Program,
  RenderItem,
  RenderResult,
  RunEvent,
  RunStart,
  RunState,
  Step,
  TaskEnd,
} from './types.ts'

/** One attempt of a task that has to be answered. */
export interface PlayedCall {
  taskRunId: string
  task: Task
  attempt: number
  /** What the task's properties may see. */
  context: JsonObject
  at: number
}

/** How an attempt ends, and after how many milliseconds; `never`: only when it is cancelled. */
export type PlayedEnd = { end: Omit<TaskEnd, 'startedAt'>; afterMs: number } | 'never'

/** What stands for the outside of a run. */
export interface PlayedHost {
  render(item: RenderItem, context: JsonObject, at: number): RenderResult
  run(call: PlayedCall): PlayedEnd
  open(call: PlayedCall): ApprovalOpened
}

const everything = { whole: true, names: [] }

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
    return { taskRunId, task, attempt, context, at: this.now }
  }

  private run(taskRunId: string, taskId: string, attempt: number): void {
    const answer = this.host.run(this.call(taskRunId, taskId, attempt))
    if (answer === 'never') return
    const result = { ...answer.end, startedAt: this.now }
    this.later(this.now + answer.afterMs, { kind: 'task-finished', taskRunId, attempt, result })
  }

  /** What was cancelled answers as killed, like a real activity. */
  private cancel(taskRunId: string): void {
    const isOf = (event: Undated<RunEvent>) =>
      (event.kind === 'task-finished' || event.kind === 'approval-opened') && event.taskRunId === taskRunId
    this.queue = this.queue.filter(({ event }) => !isOf(event))
    const attempt = this.state.nodes[taskRunId]?.attempt ?? 1
    const result = { state: 'KILLED' as const, startedAt: this.now }
    this.later(this.now, { kind: 'task-finished', taskRunId, attempt, result })
  }
}
