import type { Change } from '../approvals/amendment.ts'
import type { Say } from '../approvals/types.ts'
import { isTerminal } from '../flow.ts'
import { advance, advanceInPlace, begin } from './advance.ts'
import { interrupted, rebuild } from './rebuild.ts'
import { resumable } from './hold.ts'
import type { Effect, RenderItem } from './effects.ts'
import type { RenderResult, RunEvent } from './events.ts'
import type { Fact } from './facts.ts'
import { filled, openedBy } from './chaos-answers.ts'
import type { KeptRun } from './keep.ts'
import type { RunState } from './state.ts'
import type { Program, Step } from './types.ts'

const votes: readonly Say[] = ['APPROVE', 'DENY', 'SEND_BACK']

function demand(holds: boolean, wrong: string): void {
  if (!holds) throw new Error(`The interpreter left ${wrong}`)
}

/** Answers effects in any order, with stray events between; every choice comes from the numbers. */
export class Chaos {
  pending: Effect[] = []
  timers = new Map<string, number>()
  facts: Fact[] = []
  state: RunState
  /** The same, played by a host that keeps nothing but the newest state. */
  private own: RunState
  now = 0
  ends = 0
  private resumes = 0
  private decisions = 0
  private total: number | undefined

  constructor(
    private readonly program: Program,
    private readonly roll: (sides: number) => number,
    again: { kept?: readonly KeptRun[]; round?: number } = {},
  ) {
    const step = begin(program, {
      executionId: 'exec',
      generation: 1,
      inputs: {},
      labels: {},
      variables: {},
      ...again,
      at: 0,
    })
    this.state = step.state
    this.own = structuredClone(step.state)
    this.take(step)
  }

  take(step: Step): void {
    this.state = step.state
    this.facts.push(...step.facts)
    for (const effect of step.effects) {
      if (effect.kind === 'start-timer') this.timers.set(effect.timerId, effect.until)
      else if (effect.kind === 'cancel-timer')
        demand(this.timers.delete(effect.timerId), 'a timer that is not open')
      else if (effect.kind === 'end') this.ends++
      else this.pending.push(effect)
    }
    const known = Object.keys(this.state.timers).sort().join()
    demand(known === [...this.timers.keys()].sort().join(), 'timers that the host does not have')
  }

  apply(event: RunEvent): void {
    const before = JSON.stringify(this.state)
    const held = this.state
    const step = advance(this.program, this.state, event)
    demand(JSON.stringify(held) === before, 'a state that was changed in place')
    const inPlace = advanceInPlace(this.program, this.own, event)
    this.own = inPlace.state
    const facts = (of: Step) => JSON.stringify([of.facts, of.effects])
    demand(facts(inPlace) === facts(step), 'another step where it may change the state')
    demand(JSON.stringify(this.own) === JSON.stringify(step.state), 'another state where it may change it')
    this.take(step)
  }

  /** One more thing happens; false where nothing is left. */
  step(): boolean {
    const stray = this.roll(30)
    if (stray === 0) this.apply({ kind: 'kill', at: this.now, by: 'x' })
    if (stray === 1) this.lose()
    if (stray === 2) this.resubmit()
    const stale = `retry:exec~t${this.roll(5)}`
    if (stray === 3 && !this.timers.has(stale))
      this.apply({ kind: 'timer-fired', at: this.now, timerId: stale })
    if (stray === 4) this.decide(votes[this.roll(3)] ?? 'DENY')
    if (stray === 5) this.apply({ kind: 'hold', at: this.now, by: 'x' })
    if (stray === 6) this.resume()
    if (stray === 7) this.amend()
    const effect = this.pending.splice(this.roll(Math.max(this.pending.length, 1)), 1)[0]
    if (effect) {
      this.answer(effect)
      if (this.roll(10) === 0) this.answer(effect)
      return true
    }
    const [timerId] = [...this.timers].sort((a, b) => a[1] - b[1])[0] ?? []
    if (timerId !== undefined && this.roll(3) > 0) return this.fire(timerId)
    if (this.decide(votes[this.roll(3)] ?? 'DENY')) return true
    if (this.state.resubmission?.waits) return this.resubmit() || this.ends === 0
    if (this.resume()) return true
    return timerId !== undefined && this.fire(timerId)
  }

  /** The requester sends it again, as often as it comes back; gives up in the end. */
  private resubmit(): boolean {
    const { round } = this.state
    const asked = this.state.resubmission?.waits === true && round < 4
    const resubmission = {
      commandId: `again-${round}`,
      round: round + 1,
      inputs: { n: round },
      by: 'r',
      door: 't',
    }
    this.apply({ kind: 'resubmitted', at: this.now, resubmission })
    if (!asked && this.state.resubmission?.waits) this.apply({ kind: 'kill', at: this.now, by: 'r' })
    return asked
  }

  private resume(): boolean {
    const resume = { commandId: `resume-${this.resumes++}`, by: 'ana', inputs: {} }
    const would = resumable(this.state, resume).accepted
    this.apply({ kind: 'resume', at: this.now, resume })
    return would
  }

  private fire(timerId: string): boolean {
    this.now = Math.max(this.now, this.timers.get(timerId) ?? 0)
    this.timers.delete(timerId)
    const event: RunEvent = { kind: 'timer-fired', at: this.now, timerId }
    this.apply(event)
    return true
  }

  private lose(): void {
    const { nodes, ...root } = JSON.parse(JSON.stringify(this.state)) as RunState
    if (isTerminal(root.status)) return
    this.pending = []
    this.takeOver(
      interrupted(this.program, rebuild(this.program, { root, nodes: Object.values(nodes) }), this.now),
    )
  }

  private takeOver(step: Step): void {
    this.own = structuredClone(step.state)
    this.take(step)
  }

  private decide(vote: Say): boolean {
    const node = Object.values(this.state.nodes).find((one) => one.approval?.frozen)
    if (!node) return false
    const person = { personId: 'ana', personName: 'ana', seenHash: 's', door: 'test' }
    const version = node.approval?.frozen?.version ?? 1
    const holdMs = this.roll(2) * 1000
    const ids = {
      decisionId: `${node.id}${vote}${this.decisions++}`,
      taskRunId: node.id,
      version,
      round: node.round,
    }
    this.apply({
      kind: 'decided',
      at: this.now,
      decision: { ...person, ...ids, vote, comment: 'because', holdMs },
    })
    if (this.roll(3) === 0) this.retract(ids)
    return true
  }

  private retract({ decisionId, taskRunId }: { decisionId: string; taskRunId: string }): void {
    const retraction = {
      commandId: `back-${decisionId}`,
      decisionId,
      taskRunId,
      personId: 'ana',
      door: 'test',
    }
    this.apply({ kind: 'retracted', at: this.now, retraction })
  }

  /** Asks somebody something, answers what was asked, or goes on without an answer. */
  private amend(): void {
    const node = Object.values(this.state.nodes).find((one) => one.approval?.frozen)
    if (!node) return
    const [questionId] = Object.keys(node.approval?.questions ?? {})
    const change: Change =
      questionId === undefined
        ? {
            kind: 'ask',
            questionId: `q${this.decisions++}`,
            of: 'joe',
            text: '?',
            stopsClock: this.roll(2) === 0,
          }
        : this.roll(3) === 0
          ? { kind: 'withdraw-question', questionId, dueAt: this.now + 2000 }
          : { kind: 'answer', questionId, text: '!', dueAt: this.now + 2000 }
    const ids = { commandId: `amend-${this.decisions++}`, taskRunId: node.id, door: 'test' }
    this.apply({ kind: 'amended', at: this.now, amendment: { ...ids, change } })
  }

  private startChildren(effect: Extract<Effect, { kind: 'start-children' }>): void {
    const { taskRunId, attempt, iterations, many } = effect
    // a list has one length, however often it is looked at
    const total = many ? (this.total ??= this.roll(50)) : 1
    const impossible = this.roll(8) === 0 ? 'no' : undefined
    const asked = iterations.filter((iteration) => iteration < total)
    const children = asked.map((iteration) => ({ iteration, executionId: `child-${iteration}` }))
    const answer = { total, impossible, children }
    const states = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'] as const
    const ends = children.map((child): RunEvent => {
      const end = { state: states[this.roll(9)] ?? 'SUCCESS' }
      return { kind: 'child-ended', at: this.now, taskRunId, attempt, ...child, end }
    })
    const started: RunEvent = {
      kind: 'children-started',
      at: this.now,
      taskRunId,
      attempt,
      iterations,
      answer,
    }
    // an end may be told before the answer to the start
    for (const event of this.roll(2) === 0 ? [started, ...ends] : [...ends, started]) this.apply(event)
  }

  private render(_: RenderItem): RenderResult {
    const values: RenderResult[] = [
      { value: 'true' },
      { value: 'PT10S' },
      { value: '1' },
      { value: '' },
      { value: 'false' },
    ]
    return values[this.roll(6)] ?? { error: 'no' }
  }

  private answer(effect: Effect): void {
    const at = this.now
    if (effect.kind === 'render') {
      const results = effect.items.map((item) => {
        const rendered = this.render(item)
        const { source, digest } = item
        if (digest) return { value: String(this.roll(2)) }
        if (typeof source !== 'object' || source === null || !('value' in rendered)) return rendered
        return { value: filled(source, rendered.value) }
      })
      return this.apply({ kind: 'rendered', at, key: effect.key, results })
    }
    if (effect.kind === 'open-approval') {
      const opened = openedBy(this.roll, at)
      return this.apply({ kind: 'approval-opened', at, taskRunId: effect.taskRunId, opened })
    }
    if (effect.kind === 'escalate-approval') {
      const { taskRunId, attempt: step } = effect
      const people = [{ id: `boss-${step}`, name: 'boss' }]
      const more = { kind: 'more', people, dueAt: this.roll(2) === 0 ? at + 5000 : undefined } as const
      const answer = this.roll(3) === 0 ? ({ kind: 'nobody' } as const) : more
      return this.apply({ kind: 'approval-escalated', at, taskRunId, step, answer })
    }
    if (effect.kind === 'start-children') return this.startChildren(effect)
    if (effect.kind === 'stop-children') return this.apply({ ...effect, kind: 'children-stopped', at })
    if (effect.kind === 'cancel-task') {
      const result = { state: 'KILLED' as const, startedAt: at }
      const attempt = this.state.nodes[effect.taskRunId]?.attempt ?? 1
      return this.apply({ kind: 'task-finished', at, taskRunId: effect.taskRunId, attempt, result })
    }
    if (effect.kind !== 'run-task' && effect.kind !== 'run-inline') return
    const state = (['SUCCESS', 'SUCCESS', 'WARNING', 'FAILED'] as const)[this.roll(4)] ?? 'SUCCESS'
    const { taskRunId, attempt } = effect
    this.apply({
      kind: 'task-finished',
      at,
      taskRunId,
      attempt,
      result: { state, outputs: { v: 1 }, startedAt: at },
    })
  }
}
