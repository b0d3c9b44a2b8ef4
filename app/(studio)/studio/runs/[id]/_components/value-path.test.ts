import { expect, test } from 'vitest'
import { nameOfFile, outputsPath, stepTo, within } from './value-path.ts'

test('a name that is no word stands in brackets', () => {
  expect(stepTo('outputs.a', 'b')).toBe('outputs.a.b')
  expect(stepTo('outputs.a', "it's")).toBe("outputs.a['it\\'s']")
  expect(stepTo('outputs.a', 3)).toBe('outputs.a[3]')
  expect(stepTo(undefined, 'b')).toBeUndefined()
})

test('outputs in loops nest by their values, outermost first', () => {
  const runs = [
    { id: '1', taskId: 'outer' },
    { id: '2', taskId: 'inner', parentTaskRunId: '1', value: 'a' },
    { id: '3', taskId: 'work', parentTaskRunId: '2', value: 'x y' },
  ]
  const byId = new Map(runs.map((run) => [run.id, run]))
  expect(runs.map((run) => outputsPath(run, byId))).toEqual([
    'outputs.outer',
    'outputs.inner.a',
    "outputs.work.a['x y']",
  ])
})

test('what is searched is found in names and values at any depth', () => {
  expect(within('rows', [{ city: 'Turin' }], 'turin')).toBe(true)
  expect(within('rows', [{ city: 'Turin' }], 'city')).toBe(true)
  expect(within('rows', [{ city: 'Turin' }], 'rome')).toBe(false)
  expect(within('count', 1200, '12')).toBe(true)
})

test('a file is known by the end of its address', () => {
  expect(nameOfFile('kestra:///company/team/a/executions/1/M%C3%BCll.csv')).toBe('Müll.csv')
  expect(nameOfFile('kestra:///x/100%.csv')).toBe('100%.csv')
})
