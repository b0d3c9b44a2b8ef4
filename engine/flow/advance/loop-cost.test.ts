import { describe, expect, it } from 'vitest'
import { advance, advanceInPlace, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { programOf } from './golden-run.ts'
import { entryOf } from './memory.ts'
import { readsOf } from '../expressions/reads.ts'
import type { RunState } from './state.ts'
import type { Program } from './types.ts'

const text = (type: string, more = '') => `
id: flow
namespace: test
tasks:
  - id: each
    type: ${type}
    values: '{{ vars.values }}'
    ${more}
    tasks:
      - { id: step, type: test.quick }
      - { id: next, type: test.quick }
  - { id: after, type: test.work }
`

interface Played {
  state: RunState
  /** Entries of maps that were made anew, step by step. */
  copied: number
  bytes: number
  perIteration: number
}

/** Plays a loop to its end, or so many steps of it; every task succeeds at once. */
function played(program: Program, count: number, { until = Infinity, step = advance } = {}): Played {
  const start = { executionId: 'e', generation: 1, inputs: {}, labels: {}, variables: {}, at: 0 }
  let { state, effects } = begin(program, start)
  const open = [...effects]
  let [copied, bytes, steps] = [0, 0, 0]
  const began = performance.now()
  for (let effect = open.shift(); effect; effect = open.shift()) {
    const before = state
    if (effect.kind === 'render') {
      const values = Array.from({ length: count }, (_, number) => `value ${number}`)
      const results = effect.items.map(() => ({ value: { values: JSON.stringify(values) } }))
      ;({ state, effects } = step(program, state, { kind: 'rendered', at: 1, key: effect.key, results }))
    } else if (effect.kind === 'run-inline') {
      const { taskRunId, attempt } = effect
      const result = { state: 'SUCCESS' as const, outputs: { n: 1 }, startedAt: 1 }
      ;({ state, effects } = step(program, state, {
        kind: 'task-finished',
        at: 1,
        taskRunId,
        attempt,
        result,
      }))
    } else break
    if (steps >= until) break
    open.push(...effects)
    copied += changedEntries(before, state)
    if (steps++ % 2_000 === 0) bytes = Math.max(bytes, JSON.stringify(state).length)
  }
  return { state, copied, bytes, perIteration: (performance.now() - began) / count }
}

function changedEntries(before: RunState, after: RunState): number {
  const maps = (state: RunState) => [
    state.nodes,
    state.context.outputs,
    state.context.recent?.outputs,
    state.context.each?.recent.outputs.step,
    state.chunks,
  ]
  const was = new Set<unknown>(maps(before))
  return maps(after).reduce<number>(
    (sum, map) => sum + (was.has(map) || !map ? 0 : Object.keys(map).length),
    0,
  )
}

describe('a loop', () => {
  it.each([
    ['one value at a time', text('for-each')],
    ['iterations of their own', text('loop', 'concurrencyLimit: 1')],
  ])('costs as much an iteration however many there are: %s', (_, source) => {
    const program = programOf(source)
    const few = played(program, 200)
    const many = played(program, 10_000)
    expect(many.copied / 10_000).toBeLessThan((few.copied / 200) * 3)
    expect(many.perIteration).toBeLessThan(few.perIteration * 5 + 0.5)
    expect(entryOf(many.state, { kind: 'tasks', taskId: 'each' })).toEqual({ each: { state: 'SUCCESS' } })
  })

  it('keeps nothing of iterations of their own', () => {
    const { bytes, state } = played(programOf(text('loop', 'concurrencyLimit: 1')), 5_000)
    // the values themselves, and no more than a few iterations
    expect(bytes).toBeLessThan(5_000 * 14 + 10_000)
    expect(Object.keys(state.chunks ?? {})).toEqual([])
  })

  it('has no more than 500 iterations open, however many may run', () => {
    const program = programOf(text('for-each', 'concurrencyLimit: 0'))
    const { state } = begin(program, {
      executionId: 'e',
      generation: 1,
      inputs: {},
      labels: {},
      variables: {},
      at: 0,
    })
    const values = JSON.stringify(Array.from({ length: 2_000 }, (_, number) => number))
    const results = [{ value: { values, concurrencyLimit: 0 } }]
    const step = advance(program, state, { kind: 'rendered', at: 1, key: 'render-1', results })
    expect(step.effects.length).toBe(500)
    // a host that keeps no earlier state copies none of them
    expect(played(program, 1_000, { step: advanceInPlace }).state.positions).toBe(2_002)
  })

  it('sends a template the entry of its own value, and no other', () => {
    const program = programOf(text('for-each'))
    const { state } = played(program, 1_000)
    const read = (template: string) => visibleContext(program, state, undefined, readsOf(template))
    expect(read('{{ outputs.step["value 7"].n }}')).toEqual({ outputs: { step: { 'value 7': { n: 1 } } } })
    const { outputs } = read('{{ outputs.step }}')
    expect(Object.keys((outputs as { step: object }).step).length).toBe(1_000)
  })

  it('sends `iterationOutput` one value and what it gave, and no other', () => {
    const program = programOf(text('for-each'))
    const { state } = played(program, 1_000, { until: 1_500 })
    const node = Object.values(state.nodes).find(({ taskId }) => taskId === 'step')
    const read = (template: string) => {
      const { iterations, outputs } = visibleContext(program, state, node?.id, readsOf(template))
      return { iterations, outputs }
    }
    const [value, before] = [Number(node?.iteration), Number(node?.iteration) - 1]
    expect(value).toBeGreaterThan(700)
    const one = (number: number) => ({
      iterations: { [number]: `value ${number}` },
      outputs: { step: { [`value ${number}`]: { n: 1 } } },
    })
    expect(read('{{ iterationOutput() }}')).toEqual(one(before))
    expect(read('{{ iterationOutput("step") }}')).toEqual(one(before))
    expect(read('{{ iterationOutput(outputs.step, 7) }}')).toEqual(one(7))
    expect(Object.keys(read('{{ iterationOutput("step", vars.n) }}').iterations ?? {})).toHaveLength(1_000)
  })
})
