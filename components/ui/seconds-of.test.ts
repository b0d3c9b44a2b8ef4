import { expect, test } from 'vitest'
import { secondsOf } from './seconds-of.ts'

test.each([
  ['PT5S', 5],
  ['PT1M30S', 90],
  ['P1DT1H', 90_000],
  ['P1WT1,5S', 604_801.5],
  [7, 7],
  ['7', 7],
  [' PT0.5S ', 0.5],
])('%j is a number of seconds', (value, seconds) => {
  expect(secondsOf(value)).toBe(seconds)
})

test.each(['', 'soon', 'P', -1, Number.NaN, null, undefined, {}])('%j is none', (value) => {
  expect(secondsOf(value)).toBeUndefined()
})
