import { describe, expect, it } from 'vitest'
import { advance, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { programOf } from './golden-run.ts'

const program = programOf(`
id: flow
namespace: test
labels: { team: finance }
tasks:
  - { id: first, type: test.work }
  - id: group
    type: sequential
    tasks: [{ id: second, type: test.work }]
`)
const start = {
  executionId: 'exec',
  generation: 1,
  inputs: { a: { b: 1, c: 2 }, list: [{ x: 1 }] },
  labels: {},
  variables: { v: 1 },
  at: 0,
}
const reference = { type: 'reference', uri: 'kestra:///x', bytes: 5000 }
const begun = begin(program, start).state
const { state } = advance(program, begun, {
  kind: 'task-finished',
  at: 1000,
  taskRunId: 'exec~first',
  attempt: 1,
  result: { state: 'SUCCESS', outputs: { big: reference, small: 1 }, startedAt: 0 },
})
const read = (names: string[][], taskRunId?: string) =>
  visibleContext(program, state, taskRunId, { whole: false, names })

describe('visibleContext', () => {
  it('gives only what is named', () => {
    expect(
      read([
        ['inputs', 'a', 'b'],
        ['vars', 'v'],
      ]),
    ).toEqual({ inputs: { a: { b: 1 } }, vars: { v: 1 } })
    expect(
      read([
        ['inputs', 'a'],
        ['inputs', 'a', 'b'],
      ]),
    ).toEqual({ inputs: { a: { b: 1, c: 2 } } })
    expect(
      read([
        ['inputs', 'a', 'b'],
        ['inputs', 'a'],
      ]),
    ).toEqual({ inputs: { a: { b: 1, c: 2 } } })
    expect(read([])).toEqual({})
  })

  it('gives lists and references whole', () => {
    expect(read([['inputs', 'list', '0', 'x']])).toEqual({ inputs: { list: [{ x: 1 }] } })
    expect(read([['outputs', 'first', 'big', 'deep']])).toEqual({ outputs: { first: { big: reference } } })
  })

  it('keeps what is around a missing name, so that it can be asked for', () => {
    expect(read([['outputs', 'nothing', 'x']])).toEqual({ outputs: {} })
    expect(read([['nothing'], ['inputs', '__proto__', 'x'], ['inputs', 'constructor']])).toEqual({
      inputs: {},
    })
  })

  it('knows the task run and what is around it', () => {
    const scope = read([['taskrun'], ['task', 'id'], ['parent'], ['parents'], ['tasks']], 'exec~second')
    // what is around has neither a value nor outputs
    expect(Object.keys(scope).sort()).toEqual(['task', 'taskrun', 'tasks'])
    expect(scope).toMatchObject({
      task: { id: 'second' },
      taskrun: {
        id: 'exec~second',
        attemptsCount: 0,
        parentId: 'exec~group',
        startDate: '1970-01-01T00:00:01.000Z',
      },
      tasks: { first: { state: 'SUCCESS' } },
    })
    expect(read([['taskrun']])).toEqual({})
  })

  it('gives everything where the names cannot be known', () => {
    const all = visibleContext(program, state, 'exec~second', { whole: true, names: [] })
    expect(Object.keys(all).sort()).toEqual(
      [
        'execution',
        'flow',
        'inputs',
        'labels',
        'outputs',
        'rounds',
        'task',
        'taskrun',
        'tasks',
        'vars',
      ].sort(),
    )
    expect(all.labels).toMatchObject({ team: 'finance', system: { correlationId: 'exec' } })
  })
})
