import fc from 'fast-check'
import { expect, it } from 'vitest'
import { controls } from '#generated/catalog/controls.ts'
import { isTerminal, type Flow, type Json } from '../flow.ts'
import { advance, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { chanceOf } from './task-run-id.ts'
import { calmFlow } from '../testdata/any-flow.ts'
import type { Effect, RenderItem } from './effects.ts'
import type { RenderResult, RunEvent } from './events.ts'
import type { Fact } from './facts.ts'
import type { RunState } from './state.ts'
import type { Program, Step } from './types.ts'

/** The clock stands still: nothing but the order differs between two runs. */
const at = 0
type Happening = RunEvent & { at: typeof at }

const policy = {
  groups: [{ title: 'G', people: [{ id: 'ana', name: 'ana' }], quorum: 'any' as const }],
  order: 'parallel' as const,
  rules: { notRequester: false, commentRequired: 'NEVER' as const },
}

/** One of these, always the same for the same name. */
function choice<T>(name: string, options: readonly [T, ...T[]]): T {
  return options[Math.floor(chanceOf(name) * options.length)] ?? options[0]
}

/** What stands at the place of a template, whoever asks first. */
function filled(source: Json, name: string): Json {
  if (Array.isArray(source)) return source.map((item) => filled(item, name))
  if (typeof source === 'object' && source !== null) {
    const entries = Object.entries(source).map(([key, inner]): [string, Json] => [key, filled(inner, name)])
    return Object.fromEntries(entries)
  }
  if (source === '{{ holds }}') return 'true'
  if (source === '{{ x }}') return choice(name, ['true', 'false'])
  if (source === '{{ n }}') return choice(name, ['0', '1', '2'])
  if (source === '{{ d }}') return 'PT10S'
  return source === '{{ values }}' ? '["a", "b"]' : source
}

function render({ source, taskRunId = '' }: RenderItem): RenderResult {
  return { value: filled(source, taskRunId) }
}

/** Plays a flow; which of the things that may happen is the next one comes from the numbers. */
class Shuffled {
  private readonly open: Happening[] = []
  private readonly facts: Fact[] = []
  private resumes = 0
  state: RunState

  constructor(
    private readonly program: Program,
    private readonly roll: (sides: number) => number,
  ) {
    const start = { executionId: 'exec', generation: 1, inputs: {}, labels: {}, variables: {}, at }
    const step = begin(program, start)
    this.state = step.state
    this.take(step)
  }

  play(): this {
    for (let steps = 0; this.next(); steps++) if (steps > 100_000) throw new Error('It does not end')
    return this
  }

  /** What must be alike, whatever the order was. */
  end(): object {
    const runs = new Map<string, object>()
    for (const fact of this.facts) {
      if (fact.kind !== 'task-run') continue
      const { id, state, value, iteration, outputs, attempts } = fact.run
      runs.set(id, { state, value, iteration, outputs, attempts: attempts?.map((one) => one.state) })
    }
    const executions = this.facts.filter((fact) => fact.kind === 'execution')
    return {
      state: this.state.status,
      outputs: executions.find(({ outputs }) => outputs)?.outputs,
      runs: Object.fromEntries(runs),
      context: visibleContext(this.program, this.state, undefined, { whole: true, names: [] }),
    }
  }

  private next(): boolean {
    // a person may hold everything for a while
    if (this.roll(40) === 0) this.apply({ kind: 'hold', at, by: 'ben' })
    const { held } = this.state
    if (held && (this.open.length === 0 || this.roll(5) === 0)) {
      const resume = { commandId: `resume-${this.resumes++}`, by: 'ben', inputs: {} }
      this.apply({ kind: 'resume', at, resume })
      return true
    }
    const event = this.open.splice(this.roll(Math.max(this.open.length, 1)), 1)[0]
    if (event) this.apply(event)
    return event !== undefined
  }

  private apply(event: RunEvent): void {
    this.take(advance(this.program, this.state, event))
  }

  private take(step: Step): void {
    const before = this.state
    this.state = step.state
    this.facts.push(...step.facts)
    for (const effect of step.effects) this.open.push(...this.answers(effect))
    for (const [id, { waits }] of Object.entries(step.state.nodes)) {
      const paused = waits === 'pause' && (before === step.state || before.nodes[id]?.waits !== 'pause')
      if (paused && step.state.timers[`pause:${id}`] === undefined) this.open.push(this.resume(id))
    }
  }

  private resume(taskRunId: string): Happening {
    return { kind: 'resume', at, resume: { commandId: taskRunId, by: 'ana', taskRunId, inputs: {} } }
  }

  private answers(effect: Effect): Happening[] {
    switch (effect.kind) {
      case 'render':
        return [{ kind: 'rendered', at, key: effect.key, results: effect.items.map(render) }]
      case 'run-inline':
      case 'run-task': {
        const { taskRunId, attempt } = effect
        const state = choice<'SUCCESS' | 'WARNING'>(taskRunId, ['SUCCESS', 'SUCCESS', 'WARNING'])
        const result = { state, outputs: { of: taskRunId }, startedAt: at }
        return [{ kind: 'task-finished', at, taskRunId, attempt, result }]
      }
      case 'start-timer':
        return [{ kind: 'timer-fired', at, timerId: effect.timerId }]
      case 'open-approval':
        return this.approval(effect.taskRunId)
      case 'start-children':
        return this.children(effect)
      default:
        return []
    }
  }

  /** A decision may come in before the approval is told to be open: then it is made once more. */
  private approval(taskRunId: string): Happening[] {
    const opened = { kind: 'open' as const, approval: { version: 1, seenHash: 's', policy } }
    const person = { personId: 'ana', personName: 'ana', seenHash: 's', door: 'test' }
    const decision = {
      ...person,
      decisionId: taskRunId,
      taskRunId,
      version: 1,
      round: 1,
      vote: 'APPROVE' as const,
    }
    this.apply({ kind: 'approval-opened', at, taskRunId, opened })
    return [{ kind: 'decided', at, decision }]
  }

  private children(effect: Extract<Effect, { kind: 'start-children' }>): Happening[] {
    const { taskRunId, attempt, iterations, many } = effect
    const total = many ? choice(taskRunId, [0, 1, 110]) : 1
    const asked = iterations.filter((iteration) => iteration < total)
    const children = asked.map((iteration) => ({ iteration, executionId: `${taskRunId}-${iteration}` }))
    const answer = { total, children }
    const ends = children.map((child): Happening => {
      const state = choice<'SUCCESS' | 'WARNING'>(child.executionId, ['SUCCESS', 'SUCCESS', 'WARNING'])
      return { kind: 'child-ended', at, taskRunId, attempt, ...child, end: { state } }
    })
    return [{ kind: 'children-started', at, taskRunId, attempt, iterations, answer }, ...ends]
  }
}

it('ends alike in whatever order independent things happen, where nothing fails', () => {
  const numbers = fc.infiniteStream(fc.nat({ max: 1 << 20 }))
  const played = (flow: Flow, stream: Iterator<number, number>) =>
    new Shuffled({ flow, controls }, (sides) => stream.next().value % sides).play()
  fc.assert(
    fc.property(calmFlow, numbers, numbers, (flow, one, other) => {
      const first = played(flow, one)
      expect(isTerminal(first.state.status)).toBe(true)
      expect(['SUCCESS', 'WARNING']).toContain(first.state.status)
      expect(first.state.nodes).toEqual({})
      expect(played(flow, other).end()).toEqual(first.end())
    }),
    { numRuns: 300 },
  )
})
