import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTerminal, type State } from '../flow.ts'
import { advance, begin } from './advance.ts'
import type { RunEvent } from './events.ts'
import { goldenCase } from './golden-case.ts'
import { programOf, startOf } from './golden-run.ts'
import { innerCall } from './inner.ts'
import type { InnerRun } from './inner-state.ts'
import { interrupted } from './rebuild.ts'
import type { Fact } from './facts.ts'
import type { RunState } from './state.ts'
import type { Step } from './types.ts'

const flow = `id: x
namespace: test
tasks:
  - id: folder
    type: working-directory
    retry: { type: constant, interval: PT1S, maxAttempts: 3 }
    tasks: [{ id: a, type: test.work }, { id: b, type: test.work }, { id: c, type: test.work, allowFailure: true }]
    errors: [{ id: sorry, type: test.quick }]
    finally: [{ id: close, type: test.quick }]`
const program = programOf(flow)
const start = startOf(goldenCase.parse({ about: '', flow, expect: { state: '', runs: [] } }))
const outer = 'exec~folder'

/** A run of `folder` that is told things, one after the other. */
class Told {
  state: RunState
  readonly facts: Fact[] = []
  private at = 0

  constructor() {
    const step = begin(program, start)
    this.state = step.state
    this.facts.push(...step.facts)
  }

  take(step: Step): void {
    this.state = step.state
    this.facts.push(...step.facts)
  }

  send(event: object): void {
    this.take(advance(program, this.state, { at: ++this.at, ...event } as RunEvent))
  }

  inner(runs: InnerRun[], delivery = 1, attempt = 1): void {
    this.send({ kind: 'inner-told', taskRunId: outer, attempt, delivery, runs })
  }

  lose(): void {
    this.take(interrupted(program, this.state, ++this.at))
  }

  /** The newest word about each task run. */
  get runs(): Record<string, string> {
    const newest: Record<string, string> = {}
    for (const fact of this.facts)
      if (fact.kind === 'task-run')
        newest[fact.run.taskId] = `${fact.run.state} ${fact.run.attempts?.length ?? 0}`
    return newest
  }
}

const run = (taskId: string, state: State, tries = 1): InnerRun => {
  const ended = isTerminal(state)
  const attempts = Array.from({ length: tries }, (_, n) =>
    n < tries - 1
      ? { state: 'FAILED' as const, startedAt: 1, endedAt: 1 }
      : { state: ended ? state : ('RUNNING' as const), startedAt: 1, ...(ended ? { endedAt: 2 } : {}) },
  )
  return { taskId, state, attempts, startedAt: 1, ...(ended ? { end: { outputs: { of: taskId } } } : {}) }
}

describe('what is told of inner task runs', () => {
  it('makes them, ends them, and is seen by what comes after', () => {
    const told = new Told()
    told.inner([run('a', 'RUNNING')])
    expect(told.runs).toEqual({ folder: 'RUNNING 1', a: 'RUNNING 1' })
    told.inner([run('a', 'SUCCESS'), run('b', 'RUNNING')])
    expect(told.runs).toEqual({ folder: 'RUNNING 1', a: 'SUCCESS 1', b: 'RUNNING 1' })
    expect(told.state.context.recent?.outputs).toEqual({ a: { of: 'a' } })
  })

  it('changes nothing when it comes twice, late, or about something else', () => {
    const told = new Told()
    told.inner([run('a', 'SUCCESS')])
    const before = told.state
    told.inner([run('a', 'SUCCESS')])
    told.inner([run('a', 'RUNNING')])
    told.inner([run('b', 'RUNNING')], 1, 2)
    told.send({ kind: 'inner-told', taskRunId: 'exec~other', attempt: 1, delivery: 1, runs: [] })
    expect(told.runs).toEqual({ folder: 'RUNNING 1', a: 'SUCCESS 1' })
    expect(told.state.nodes).toEqual(before.nodes)
  })

  it('begins anew with another host; what the one before still says is not heard', () => {
    const told = new Told()
    told.inner([run('a', 'SUCCESS'), run('b', 'RUNNING')])
    told.inner([run('a', 'RUNNING')], 2)
    expect(told.runs).toEqual({ folder: 'RUNNING 1', a: 'RUNNING 1', b: 'KILLED 1' })
    told.inner([run('b', 'SUCCESS')], 1)
    expect(told.runs.b).toBe('KILLED 1')
  })

  it('goes on counting attempts when the run is lost with its host', () => {
    const told = new Told()
    told.inner([run('a', 'SUCCESS'), run('b', 'RUNNING')])
    told.lose()
    expect(told.runs).toEqual({ folder: 'RUNNING 2', a: 'SUCCESS 1', b: 'KILLED 1' })
    const call = innerCall(program, told.state, outer)
    expect(call?.runs.map(({ taskId, attempts }) => [taskId, attempts.map(({ state }) => state)])).toEqual([
      ['a', ['SUCCESS']],
      ['b', ['KILLED']],
      ['c', []],
    ])
  })
})

/** Something that may be told, right or wrong. */
const event = fc.oneof(
  fc.record({
    kind: fc.constant('inner' as const),
    task: fc.constantFrom('a', 'b', 'c'),
    state: fc.constantFrom<State>('RUNNING', 'RETRYING', 'SUCCESS', 'WARNING', 'FAILED', 'SKIPPED'),
    delivery: fc.integer({ min: 1, max: 3 }),
    attempt: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('finished' as const),
    task: fc.constantFrom('folder', 'sorry', 'close'),
    attempt: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom<State>('SUCCESS', 'FAILED', 'KILLED'),
  }),
  fc.record({ kind: fc.constant('lost' as const) }),
  fc.record({ kind: fc.constant('retry' as const) }),
  fc.record({ kind: fc.constant('kill' as const) }),
)
type Anything = typeof event extends fc.Arbitrary<infer E> ? E : never

function tell(told: Told, one: Anything): void {
  if (one.kind === 'inner') return told.inner([run(one.task, one.state)], one.delivery, one.attempt)
  if (one.kind === 'lost') return told.lose()
  if (one.kind === 'kill') return told.send({ kind: 'kill', by: 'Ana' })
  if (one.kind === 'retry') return told.send({ kind: 'timer-fired', timerId: `retry:${outer}` })
  const result = { state: one.state, startedAt: 1 }
  told.send({ kind: 'task-finished', taskRunId: `exec~${one.task}`, attempt: one.attempt, result })
}

/** Ends whatever is open, as a host that does its work would. */
function finish(told: Told): void {
  for (let n = 0; n < 50 && !isTerminal(told.state.status); n++) {
    for (const node of Object.values(told.state.nodes)) {
      if (node.waits === 'retry') told.send({ kind: 'timer-fired', timerId: `retry:${node.id}` })
      if (node.waits !== 'task') continue
      const state = node.state === 'KILLING' ? 'KILLED' : 'SUCCESS'
      const result = { state, startedAt: 1 }
      told.send({ kind: 'task-finished', taskRunId: node.id, attempt: node.attempt, result })
    }
  }
}

describe('whatever is told, in any order', () => {
  it('no inner task run outlives the one around it, and the execution ends', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        const told = new Told()
        for (const one of events) {
          tell(told, one)
          for (const node of Object.values(told.state.nodes))
            if (node.waits === 'outer') expect(told.state.nodes[node.parentId ?? '']?.waits).toBe('task')
        }
        finish(told)
        expect(isTerminal(told.state.status)).toBe(true)
        expect(told.state.nodes).toEqual({})
        for (const [taskId, word] of Object.entries(told.runs))
          expect([taskId, isTerminal(word.split(' ')[0] as State)]).toEqual([taskId, true])
      }),
      { numRuns: 500 },
    )
  })
})
