import { expect, it } from 'vitest'
import { durationMs } from '#engine/flow/duration.ts'
import { printDuration } from './iso-duration.ts'

it.each([
  [0, 'PT0S'],
  [1, 'PT0.001S'],
  [61_500, 'PT1M1.5S'],
  [3_600_000, 'PT1H'],
  [93_784_005, 'PT26H3M4.005S'],
])('%i milliseconds are %s', (ms, text) => {
  expect(printDuration(ms)).toBe(text)
  expect(durationMs(text)).toBe(ms)
})
