import { expect, test } from 'vitest'
import { durationText, iterationsShown, linesOf, spansOf, treeOf, type TimedRun } from './task-run.ts'

const at = (second: number) => new Date(second * 1000).toISOString()
const run = (id: string, more: Partial<TimedRun> = {}): TimedRun => ({
  id,
  taskId: id,
  taskType: 'log',
  state: { current: 'SUCCESS', startDate: at(0), endDate: at(10) },
  ...more,
})

const asMade = { toggled: new Set<string>(), more: new Map<string, number>() }

test('children follow their parent, and fold away', () => {
  const runs = [run('a'), run('b'), run('c', { parentTaskRunId: 'a' }), run('d', { parentTaskRunId: 'gone' })]
  expect(treeOf(runs, asMade).map((row) => [row.run.id, row.depth])).toEqual([
    ['a', 0],
    ['c', 1],
    ['b', 0],
    ['d', 0],
  ])
  const closed = treeOf(runs, { ...asMade, toggled: new Set(['a']) })
  expect(closed.map((row) => row.run.id)).toEqual(['a', 'b', 'd'])
})

test('a short loop shows its iterations, a long one how many there are and how they stand', () => {
  const loop = (count: number) => [
    run('loop'),
    ...Array.from({ length: count }, (_, iteration) => [
      run(`x${String(iteration)}`, { parentTaskRunId: 'loop', iteration, value: `v${String(iteration)}` }),
      run(`y${String(iteration)}`, {
        parentTaskRunId: 'loop',
        iteration,
        state: { current: iteration === 1 ? 'FAILED' : 'SUCCESS', startDate: at(0), endDate: at(1) },
      }),
    ]).flat(),
    run('tidy', { parentTaskRunId: 'loop' }),
  ]
  expect(treeOf(loop(3), asMade)).toHaveLength(8)
  const [first, ...others] = treeOf(loop(1_000), asMade)
  expect(others).toEqual([])
  expect(first).toMatchObject({
    open: false,
    iterations: { count: 1_000, shown: 0, states: { SUCCESS: 999, FAILED: 1 } },
  })
  const opened = treeOf(loop(1_000), { ...asMade, toggled: new Set(['loop']) })
  expect(opened).toHaveLength(1 + 2 * iterationsShown + 1)
  expect(linesOf(opened).at(-1)).toMatchObject({ row: { run: { id: 'loop' } }, ends: true })
  expect(
    linesOf(treeOf([...loop(1_000), run('next')], { ...asMade, toggled: new Set(['loop']) })).slice(-2),
  ).toMatchObject([
    { row: { run: { id: 'loop' } }, ends: true },
    { row: { run: { id: 'next' } }, ends: false },
  ])
  const more = treeOf(loop(1_000), { toggled: new Set(['loop']), more: new Map([['loop', 100]]) })
  expect(more).toHaveLength(1 + 2 * (iterationsShown + 100) + 1)
  expect(more[0]?.iterations?.shown).toBe(iterationsShown + 100)
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
