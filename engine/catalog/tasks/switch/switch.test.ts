import { describe, expect, it } from 'vitest'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import control from './control.ts'

const start = (value: string | number | boolean, branches: string[]) =>
  control.start({ at: 0, properties: { value }, branches })

describe('switch', () => {
  it.each([
    ['a', 'cases.a', false],
    [1, 'cases.1', false],
    [true, 'cases.true', false],
    ['b', 'defaults', true],
  ])('takes for %j the list %s', (value, branch, defaults) => {
    expect(start(value, ['cases.a', 'cases.1', 'cases.true', 'defaults'])).toEqual({
      kind: 'children',
      branch,
      concurrent: 1,
      outputs: { value: String(value), defaults },
    })
  })

  it('fails where nothing matches', () => {
    expect(start('b', ['cases.a'])).toMatchObject({ kind: 'end', state: 'FAILED' })
  })

  it('says where its cases are no tasks', () => {
    expect(problemsOf('{id: t, type: switch, value: x, cases: [a]}')).toEqual([
      'tasks[0].cases: `cases` must be a map of lists of tasks',
    ])
    expect(problemsOf('{id: t, type: switch, value: x, cases: {a: {id: u}}}')).toEqual([
      'tasks[0].cases.a: `a` must be a list of tasks',
    ])
    expect(problemsOf('{id: t, type: switch, value: x, cases: {a: [{id: u, type: logg}]}}')).toEqual([
      expect.stringMatching(/^tasks\[0\].cases.a\[0\].type: Invalid type: logg/),
    ])
  })
})
