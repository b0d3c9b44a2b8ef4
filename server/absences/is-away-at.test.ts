import { expect, it } from 'vitest'
import { isAwayAt } from './is-away-at.ts'

it.each<[string, string | undefined, string, string, boolean]>([
  [
    'back on the day that it is due, east of Greenwich',
    '2026-12-04',
    'Pacific/Auckland',
    '2026-12-04T22:00Z',
    false,
  ],
  ['away until the evening, west of it', '2026-12-04', 'America/Los_Angeles', '2026-12-05T02:00Z', true],
  ['back by midnight of their own', '2026-12-04', 'America/Los_Angeles', '2026-12-05T08:00Z', false],
  ['away that day', '2026-12-04', 'UTC', '2026-12-04T09:00Z', true],
  ['nobody knows until when', undefined, 'UTC', '2036-12-04T09:00Z', true],
])('%s', (_, until, ...[timeZone, at, expected]) => {
  expect(isAwayAt({ until }, timeZone, new Date(at))).toBe(expected)
})
