import { describe, expect, it } from 'vitest'
import { isoIn } from '../cron/zone.ts'
import type { BusinessCalendar, Hours } from './calendar.ts'
import { clockOf, goOn, leftAt } from './clock.ts'
import { momentOf } from './moment.ts'
import { calendarOf, office, weekOf } from './test-calendar.ts'
import { afterDuration, workingMs } from './working-time.ts'

const hours = 3_600_000
const on = (days: Record<number, Hours[]>): BusinessCalendar['week'] =>
  Array.from({ length: 7 }, (_, index) => days[index] ?? [])
const of = (from: string, to: string): Hours => {
  const [a = 0, b = 0, c = 0, d = 0] = `${from}:${to}`.split(':').map(Number)
  return { from: a * 60 + b, to: c * 60 + d }
}
const [saturday, sunday] = [5, 6]

describe('working time over a change of the clock', () => {
  // the clock shows an hour twice, and what ends as that begins ends the first time
  const evening = on({ [saturday]: [of('22:00', '24:00')] })
  const night = on({ [saturday]: [of('22:00', '24:00')], [sunday]: [of('00:00', '06:00')] })
  const early = on({ [sunday]: [of('00:00', '02:00')] })
  it.each([
    ['a shift until the hour begins that comes twice', 'Europe/Berlin', early, '2026-10-25', 2],
    ['one over it', 'Europe/Berlin', on({ [sunday]: [of('00:00', '03:00')] }), '2026-10-25', 4],
    ['one that begins within it', 'Europe/Berlin', on({ [sunday]: [of('02:30', '04:00')] }), '2026-10-25', 2],
    ['one within it', 'Europe/Berlin', on({ [sunday]: [of('02:15', '02:45')] }), '2026-10-25', 1],
    [
      'one that the clock passes over',
      'Europe/Berlin',
      on({ [sunday]: [of('02:00', '03:00')] }),
      '2026-03-29',
      0,
    ],
    ['an evening before midnight comes twice', 'Atlantic/Azores', evening, '2026-10-24', 2],
    ['a night in which it does', 'Atlantic/Azores', night, '2026-10-24', 9],
    ['the same in Havana', 'America/Havana', night, '2026-10-31', 9],
    [
      'a midnight that is passed over',
      'Africa/Cairo',
      on({ 3: [of('22:00', '24:00')], 4: [of('00:00', '06:00')] }),
      '2026-04-23',
      7,
    ],
    [
      'an hour before midnight that comes twice',
      'Africa/Cairo',
      on({ 3: [of('22:00', '24:00')], 4: [of('00:00', '06:00')] }),
      '2026-10-29',
      9,
    ],
    [
      'in the Chathams, forward',
      'Pacific/Chatham',
      on({ [sunday]: [of('00:00', '06:00')] }),
      '2026-09-26',
      5,
    ],
    ['in the Chathams, back', 'Pacific/Chatham', on({ [sunday]: [of('00:00', '06:00')] }), '2026-04-04', 7],
    ['by half an hour', 'Australia/Lord_Howe', on({ [sunday]: [of('00:00', '06:00')] }), '2026-04-04', 6.5],
    ['a day that is passed over', 'Pacific/Apia', weekOf(office, 7), '2011-12-29', 22],
  ])('%s', (_, zone, ...[week, day, expected]) => {
    const calendar = calendarOf(zone, week)
    const from = momentOf(`${day}T00:00`, zone) ?? NaN
    const to = from + 63 * hours
    expect(workingMs(calendar, from, to) / hours).toBe(expected)
  })

  it.each([
    [
      'a day that there is not is no working day',
      'Pacific/Apia',
      weekOf(office, 7),
      '2011-12-29T10:00',
      'P1D',
      '2011-12-31T10:00:00+14:00',
    ],
    [
      'nor is one whose hours are passed over',
      'Europe/Berlin',
      on({ [saturday]: [of('02:00', '03:00')], [sunday]: [of('02:00', '03:00')] }),
      '2026-03-28T02:30',
      'P1D',
      '2026-04-04T02:30:00+02:00',
    ],
  ])('%s', (_, zone, ...[week, from, duration, expected]) => {
    const at = afterDuration(calendarOf(zone, week), momentOf(from, zone) ?? NaN, duration) ?? NaN
    expect(isoIn(zone, at)).toBe(expected)
  })

  it('is due on the next day with hours where the clock passes over those of one', () => {
    const calendar = calendarOf('Europe/Berlin', on({ [sunday]: [of('02:00', '03:00')] }))
    const at = momentOf('2026-03-28', 'Europe/Berlin', calendar) ?? NaN
    expect(isoIn('Europe/Berlin', at)).toBe('2026-04-05T03:00:00+02:00')
  })
})

describe('a clock that stood still', () => {
  const clock = clockOf(calendarOf('Europe/Berlin', weekOf(office)), 'UTC')
  const times = (dueAt: string, remindAt: string[] = []) => ({
    dueAt: Date.parse(dueAt),
    remindAt: remindAt.map((at) => Date.parse(at)),
  })
  it.each([
    ['in the evening, of what is due at night', '18:00', '18:30', '20:00', '20:00'],
    ['over the end of it', '18:00', '21:00', '20:00', '21:00'],
    ['at the very instant', '20:00', '20:30', '20:00', '20:30'],
    ['within the hours', '10:00', '11:00', '16:00', '17:00'],
  ])('%s', (_, asked, ...[answered, due, expected]) => {
    const at = (time: string) => `2026-11-30T${time}:00+01:00`
    const left = leftAt(clock, Date.parse(at(asked)), times(at(due), [at(due)]))
    const after = goOn(clock, Date.parse(at(answered)), left)
    expect(isoIn('Europe/Berlin', after.dueAt ?? NaN)).toBe(at(expected))
  })
})
