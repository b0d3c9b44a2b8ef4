import { expect, test } from 'vitest'
import type { State } from '#engine/flow/flow.ts'
import { interruptions } from './interruptions.ts'

const life = (...entries: [State, string][]) => entries.map(([state, date]) => ({ state, date }))
const first = life(['CREATED', '01'], ['RUNNING', '02'], ['FAILED', '03'])

test('a failure that was restarted is told with when it went on', () => {
  const restarted = [...first, ...life(['RESTARTED', '04'], ['RUNNING', '05'], ['SUCCESS', '06'])]
  expect(interruptions([restarted], [])).toEqual([
    { at: '03', what: 'held' },
    { at: '04', what: 'resumed' },
  ])
})

test('a failure that nothing came after is told by its stage', () => {
  expect(interruptions([first], [])).toEqual([])
})

test('one that was played again is told once, though the new execution begins with what was before', () => {
  const again = [...first, ...life(['RESTARTED', '07'], ['FAILED', '08'], ['RESTARTED', '09'])]
  expect(interruptions([first, again], []).map(({ at, what }) => `${at} ${what}`)).toEqual([
    '03 held',
    '07 resumed',
    '08 held',
    '09 resumed',
  ])
})

test('a failure that a rejection made is no mishap', () => {
  const restarted = [...first, ...life(['RESTARTED', '04'], ['FAILED', '06'], ['RESTARTED', '07'])]
  expect(interruptions([restarted], ['02']).map(({ what }) => what)).toEqual(['resumed', 'held', 'resumed'])
})
