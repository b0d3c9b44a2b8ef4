import { expect, test } from 'vitest'
import { addDays, dayIn } from './day.ts'

test.each([
  ['2026-12-03T10:30:00Z', 'Pacific/Kiritimati', '2026-12-04'],
  ['2026-12-03T10:30:00Z', 'Pacific/Pago_Pago', '2026-12-02'],
  ['2026-12-03T23:30:00Z', 'Europe/Berlin', '2026-12-04'],
  ['2026-12-03T23:30:00Z', 'UTC', '2026-12-03'],
])('at %s it is in %s the %s', (at, zone, day) => {
  expect(dayIn(zone, new Date(at))).toBe(day)
})

test.each([
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-03-01', -1, '2028-02-29'],
  ['2026-03-29', 1, '2026-03-30'],
])('%s and %s days is %s', (day, count, wanted) => {
  expect(addDays(day, count)).toBe(wanted)
})
