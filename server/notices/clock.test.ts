import { expect, test } from 'vitest'
import { afterQuiet, nextAt } from './clock.ts'

const at = (text: string) => new Date(text)

test.each([
  ['2026-11-27T05:59:59Z', 'Europe/Berlin', '2026-11-27T06:00:00Z'],
  ['2026-11-27T06:00:00Z', 'Europe/Berlin', '2026-11-28T06:00:00Z'],
  ['2026-11-27T23:00:00Z', 'Pacific/Auckland', '2026-11-28T18:00:00Z'],
  // the night in which the clocks go forward, and the one in which they go back
  ['2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-29T05:00:00Z'],
  ['2026-10-24T20:00:00Z', 'Europe/Berlin', '2026-10-25T06:00:00Z'],
])('after %s the next seven o’clock in %s is %s', (now, zone, next) => {
  expect(nextAt('07:00', zone, at(now))).toEqual(at(next))
})

test.each([
  { now: '2026-11-27T20:59:00Z', from: '22:00', until: '07:00', sent: '2026-11-27T20:59:00Z' },
  { now: '2026-11-27T21:00:00Z', from: '22:00', until: '07:00', sent: '2026-11-28T06:00:00Z' },
  { now: '2026-11-27T03:00:00Z', from: '22:00', until: '07:00', sent: '2026-11-27T06:00:00Z' },
  { now: '2026-11-27T11:30:00Z', from: '12:00', until: '13:00', sent: '2026-11-27T12:00:00Z' },
  { now: '2026-11-27T12:00:00Z', from: '12:00', until: '13:00', sent: '2026-11-27T12:00:00Z' },
  { now: '2026-11-27T12:00:00Z', from: '08:00', until: '08:00', sent: '2026-11-27T12:00:00Z' },
])('at $now, quiet from $from to $until, a mail goes at $sent', ({ now, from, until, sent }) => {
  expect(afterQuiet({ from, until }, 'Europe/Berlin', at(now))).toEqual(at(sent))
})

test('without quiet hours it goes at once', () => {
  const now = at('2026-11-27T12:00:00Z')
  expect(afterQuiet(undefined, 'UTC', now)).toEqual(now)
})
