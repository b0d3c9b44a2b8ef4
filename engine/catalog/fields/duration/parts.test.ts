import { expect, it } from 'vitest'
import { isoOf, partsOf } from './parts.ts'

const none = { days: '', hours: '', minutes: '', seconds: '' }

it.each([
  ['PT1H30M', { ...none, hours: '1', minutes: '30' }],
  ['P2DT4S', { ...none, days: '2', seconds: '4' }],
  ['PT0.5S', { ...none, seconds: '0.5' }],
  ['PT0S', { ...none, seconds: '0' }],
])('%s is shown in parts, and back', (iso, parts) => {
  expect(partsOf(iso)).toEqual(parts)
  expect(isoOf(parts)).toBe(iso)
})

it('shows longer units where there are any', () => {
  expect(partsOf('PT90M')).toEqual({ ...none, hours: '1', minutes: '30' })
  expect(partsOf('P1W')).toEqual({ ...none, days: '7' })
})

it('keeps what is no number, so that it can be refused', () => {
  expect(isoOf({ ...none, hours: 'two' })).toBe('PTtwoH')
  expect(isoOf(none)).toBe('')
  expect(partsOf('soon')).toEqual(none)
})
