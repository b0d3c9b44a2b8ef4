import { expect, it } from 'vitest'
import { durationMs, isDuration } from './duration.ts'

it.each([
  ['PT0.25S', 250],
  ['PT1H30M', 5_400_000],
  ['P2D', 172_800_000],
  ['P1W', 604_800_000],
  ['P1DT1S', 86_401_000],
  ['-PT5S', -5000],
  ['pt5s', 5000],
])('%s', (text, ms) => {
  expect(durationMs(text)).toBe(ms)
})

it.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', '5 minutes', 'PT5', '5S', '{{ x }}'])('%s is none', (text) => {
  expect(isDuration(text)).toBe(false)
  expect(() => durationMs(text)).toThrow(RangeError)
})
