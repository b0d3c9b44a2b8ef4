import { describe, expect, it } from 'vitest'
import { controls } from '#generated/catalog/controls.ts'
import type { Task } from '../flow.ts'
import { advance, begin } from './advance.ts'
import { approvalProgram } from '../approvals/test-approval.ts'
import { programOf } from './golden-run.ts'
import { chanceOf, iterationId, taskRunId } from './task-run-id.ts'
import { interrupted } from './rebuild.ts'
import type { RunStart } from './events.ts'
import type { RunState } from './state.ts'
import type { Program } from './types.ts'

const start: RunStart = { executionId: 'exec', generation: 1, inputs: {}, labels: {}, variables: {}, at: 0 }

const work = (id: string): Task => ({
  id,
  type: 'work',
  mode: 'activity',
  disabled: false,
  allowFailure: false,
  allowWarning: false,
  properties: {},
  reads: { whole: false, names: [] },
  branches: {},
  errors: [],
  finally: [],
})

function finish(program: Program, state: RunState, taskId: string) {
  const result = { state: 'SUCCESS' as const, outputs: { v: 1 }, startedAt: 0 }
  return advance(program, state, {
    kind: 'task-finished',
    at: 1,
    taskRunId: `exec~${taskId}`,
    attempt: 1,
    result,
  })
}

describe('taskRunId', () => {
  it('differs with every part, and is the same for the same parts', () => {
    const ids = [
      { executionId: 'e', taskId: 'a', round: 1 },
      { executionId: 'e', taskId: 'a', round: 2 },
      { executionId: 'e', taskId: 'b', round: 1 },
      { executionId: 'f', taskId: 'a', round: 1 },
      { executionId: 'e', taskId: 'a', iterations: [2], round: 1 },
      { executionId: 'e', taskId: 'a', iterations: [2], round: 2 },
      { executionId: 'e', taskId: 'a', iterations: [1, 2], round: 1 },
      { executionId: 'e', taskId: 'a', iterations: [12], round: 1 },
      { executionId: 'e', taskId: 'a', iterations: [0], round: 1 },
    ].map(taskRunId)
    ids.push(iterationId('e~a', 2), iterationId('e~a', 0), iterationId('e~a~0', 2))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toBe('e~a')
  })

  it('gives chance that repeats, spread over the unit', () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => chanceOf(`exec~a#${index}`))
    expect(chanceOf('exec~a#3')).toBe(numbers[3])
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
  })
})

describe('advance', () => {
  const program = programOf(`
id: flow
namespace: test
tasks:
  - { id: first, type: test.work }
  - { id: second, type: test.quick }
`)

  it('asks for the first task at once', () => {
    const { state, effects, facts } = begin(program, start)
    expect(effects).toEqual([
      { kind: 'run-task', taskRunId: 'exec~first', taskId: 'first', attempt: 1, timeoutMs: undefined },
    ])
    expect(facts.map(({ kind }) => kind)).toEqual(['execution', 'task-run'])
    expect(state.status).toBe('RUNNING')
  })

  it('gives the same state back for what is late, repeated or unknown', () => {
    const { state } = begin(program, start)
    const after = finish(program, state, 'first').state
    for (const stale of [finish(program, after, 'first'), finish(program, after, 'nothing')]) {
      expect(stale).toEqual({ state: after, effects: [], facts: [] })
      expect(stale.state).toBe(after)
    }
    const ended = finish(program, after, 'second').state
    expect(ended.status).toBe('SUCCESS')
    expect(advance(program, ended, { kind: 'kill', at: 2, by: 'x' }).state).toBe(ended)
  })

  it('shares what did not change', () => {
    const { state } = begin(program, start)
    const after = finish(program, state, 'first').state
    expect(after.context.inputs).toBe(state.context.inputs)
    expect(state.nodes['exec~first']).toBeDefined()
    expect(after.nodes['exec~first']).toBeUndefined()
  })

  it('asks for all conditions of a step in one render', () => {
    const parallel = programOf(`
id: flow
namespace: test
tasks:
  - id: all
    type: parallel
    tasks:
      - { id: a, type: test.work, runIf: "{{ inputs.x }}" }
      - { id: b, type: if, condition: "{{ inputs.x }}", then: [{ id: c, type: test.work }] }
      - { id: d, type: fail, runIf: "{{ inputs.x }}", errorMessage: "{{ inputs.y }}", timeout: "{{ inputs.z }}" }
`)
    const renders = begin(parallel, start).effects.filter((effect) => effect.kind === 'render')
    expect(renders).toHaveLength(1)
    expect(renders[0]?.items).toHaveLength(5)
    expect(renders[0]?.items[0]).toMatchObject({ taskRunId: 'exec~a', reads: { names: [['inputs', 'x']] } })
  })

  it('kills while outputs or labels are rendered', () => {
    const rendering = programOf(`
id: flow
namespace: test
labels: { a: "{{ inputs.x }}" }
tasks: [{ id: first, type: test.work }]
outputs: [{ id: o, type: STRING, value: "{{ inputs.x }}" }]
`)
    const { state } = begin(rendering, start)
    const kill = { kind: 'kill', at: 1, by: 'x' } as const
    expect(advance(rendering, state, kill).state.status).toBe('KILLED')
    const labelled = advance(rendering, state, {
      kind: 'rendered',
      at: 1,
      key: 'render-1',
      results: [{ value: 'l' }],
    }).state
    const atEnd = finish(rendering, labelled, 'first').state
    expect(atEnd.walk.phase).toBe('outputs')
    expect(advance(rendering, atEnd, kill).state.status).toBe('KILLED')
  })

  it('plays 10,000 tasks in a row without the state growing with them', () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) => work(`t${index}`))
    const long: Program = { flow: { ...approvalProgram.flow, tasks }, controls }
    let step = begin(long, start)
    for (const { id } of tasks) {
      expect(Object.keys(step.state.nodes)).toHaveLength(1)
      const result = { state: 'SUCCESS' as const, startedAt: 0 }
      step = advance(long, step.state, {
        kind: 'task-finished',
        at: 1,
        taskRunId: `exec~${id}`,
        attempt: 1,
        result,
      })
    }
    expect(step.state.status).toBe('SUCCESS')
  })
})

describe('interrupted', () => {
  const program = programOf(`
id: flow
namespace: test
tasks:
  - { id: only, type: test.work }
outputs:
  - { id: o, type: STRING, value: "{{ outputs.only.v }}" }
`)

  it('asks again for outputs of an execution that a person held meanwhile', () => {
    const asking = finish(program, begin(program, start).state, 'only')
    expect(asking.effects).toMatchObject([{ kind: 'render' }])
    const held = advance(program, asking.state, { kind: 'hold', at: 2, by: 'ana' })
    const again = interrupted(program, held.state, 3)
    const [ask] = again.effects
    if (ask?.kind !== 'render') throw new Error('The outputs are not asked for again')
    const results = [{ value: '1' }]
    const over = advance(program, again.state, { kind: 'rendered', at: 4, key: ask.key, results })
    expect(over.state.status).toBe('SUCCESS')
  })
})
