import { expect, it } from 'vitest'
import { instantAt, localAt } from './zone.ts'

it.each([
  ['2026-11-25T15:30', 'Europe/Berlin', '2026-11-25T14:30:00Z'],
  ['2026-07-01T15:30', 'Europe/Berlin', '2026-07-01T13:30:00Z'],
  ['2026-11-25T00:15', 'Asia/Kolkata', '2026-11-24T18:45:00Z'],
  ['2026-11-25T15:30', 'America/New_York', '2026-11-25T20:30:00Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00Z'],
])('%s in %s is %s, and back', (local, zone, instant) => {
  expect(instantAt(local, zone)).toBe(instant)
  expect(localAt(instant, zone)).toBe(local)
})

it('is nothing for what is no date and time', () => {
  expect([instantAt('', 'UTC'), instantAt('2026-11-25', 'UTC'), localAt('', 'UTC')]).toEqual(['', '', ''])
})
