import { expect, test } from 'vitest'
import { durationText, spansOf, treeOf, type TimedRun } from './task-run.ts'

const at = (second: number) => new Date(second * 1000).toISOString()
const run = (id: string, more: Partial<TimedRun> = {}): TimedRun => ({
  id,
  taskId: id,
  taskType: 'log',
  state: { current: 'SUCCESS', startDate: at(0), endDate: at(10) },
  ...more,
})

test('children follow their parent, and fold away', () => {
  const runs = [run('a'), run('b'), run('c', { parentTaskRunId: 'a' }), run('d', { parentTaskRunId: 'gone' })]
  expect(treeOf(runs, new Set()).map((row) => [row.run.id, row.depth])).toEqual([
    ['a', 0],
    ['c', 1],
    ['b', 0],
    ['d', 0],
  ])
  expect(treeOf(runs, new Set(['a'])).map((row) => row.run.id)).toEqual(['a', 'b', 'd'])
})

test('attempts have a bar each, and one that still runs goes to the end', () => {
  const window = { from: 0, to: 20_000 }
  expect(spansOf(run('a'), window)).toMatchObject([{ left: 0, width: 50 }])
  const attempts: TimedRun['attempts'] = [
    { state: { current: 'FAILED', startDate: at(0), endDate: at(5) } },
    { state: { current: 'RUNNING', startDate: at(10) } },
  ]
  expect(spansOf(run('a', { attempts }), window)).toEqual([
    { left: 0, width: 25, state: 'FAILED' },
    { left: 50, width: 50, state: 'RUNNING' },
  ])
})

test('durations are short to read', () => {
  expect([4, 1234, 61_000, 7_800_000, 300_000_000].map(durationText)).toEqual([
    '4 ms',
    '1.2 s',
    '1 min 01 s',
    '2 h 10 min',
    '3 d 11 h',
  ])
})
