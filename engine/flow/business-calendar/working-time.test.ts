import { describe, expect, it } from 'vitest'
import { isoIn } from '../cron/zone.ts'
import type { Hours } from './calendar.ts'
import { clockOf, timesOf } from './clock.ts'
import { isMoment, momentOf } from './moment.ts'
import { readHours } from './read-hours.ts'
import { calendarOf, office, weekOf } from './test-calendar.ts'
import { afterDuration, workingMs } from './working-time.ts'

const withLunch: Hours[] = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 },
]
const always: Hours[] = [{ from: 0, to: 1440 }]

const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'
const adelaide = 'Australia/Adelaide'
const hours = 3_600_000

describe('a duration of working time', () => {
  const plain = calendarOf(berlin, weekOf(office))
  const holidays = calendarOf(berlin, weekOf(office), ['2026-12-25', '2027-01-01'])
  const friday = [...weekOf(office, 4)]
  friday[4] = [{ from: 9 * 60, to: 13 * 60 }]
  const shortFriday = calendarOf(berlin, friday)
  const lunch = calendarOf(berlin, weekOf(withLunch))

  it.each([
    ['PT4H on a Monday', plain, '2026-11-30T10:00:00+01:00', 'PT4H', '2026-11-30T14:00:00+01:00'],
    ['PT4H over the night', plain, '2026-11-30T15:00:00+01:00', 'PT4H', '2026-12-01T11:00:00+01:00'],
    ['PT8H is a whole day', plain, '2026-11-30T09:00:00+01:00', 'PT8H', '2026-11-30T17:00:00+01:00'],
    ['P2D keeps the time', plain, '2026-12-01T14:00:00+01:00', 'P2D', '2026-12-03T14:00:00+01:00'],
    ['P1D over a weekend', plain, '2026-11-27T14:30:00+01:00', 'P1D', '2026-11-30T14:30:00+01:00'],
    ['P2D after work on Friday', plain, '2026-11-27T19:00:00+01:00', 'P2D', '2026-12-01T17:00:00+01:00'],
    ['P1D on a Sunday', plain, '2026-11-29T12:00:00+01:00', 'P1D', '2026-11-30T17:00:00+01:00'],
    ['P1W is five days', plain, '2026-12-01T14:00:00+01:00', 'P1W', '2026-12-08T14:00:00+01:00'],
    ['P1DT2H', plain, '2026-12-01T16:00:00+01:00', 'P1DT2H', '2026-12-03T10:00:00+01:00'],
    ['P0.5D is half a day', plain, '2026-12-01T09:00:00+01:00', 'P0.5D', '2026-12-01T13:00:00+01:00'],
    ['nothing', plain, '2026-11-29T12:00:00+01:00', 'PT0S', '2026-11-29T12:00:00+01:00'],
    ['less than nothing', plain, '2026-11-29T12:00:00+01:00', '-P2D', '2026-11-29T12:00:00+01:00'],
    ['over Christmas', holidays, '2026-12-24T15:00:00+01:00', 'P1D', '2026-12-28T15:00:00+01:00'],
    ['over the year', holidays, '2026-12-31T16:00:00+01:00', 'PT2H', '2027-01-04T10:00:00+01:00'],
    ['to a short day', shortFriday, '2026-12-03T15:00:00+01:00', 'P1D', '2026-12-04T13:00:00+01:00'],
    ['over lunch', lunch, '2026-12-01T11:00:00+01:00', 'PT2H', '2026-12-01T14:00:00+01:00'],
    ['in the lunch hour', lunch, '2026-12-01T12:30:00+01:00', 'PT1H', '2026-12-01T14:00:00+01:00'],
    // the clock goes forward on the 28th of March, and back on the 25th of October
    ['to summer time', plain, '2027-03-26T16:00:00+01:00', 'PT2H', '2027-03-29T10:00:00+02:00'],
    ['P1D to summer time', plain, '2027-03-26T16:00:00+01:00', 'P1D', '2027-03-29T16:00:00+02:00'],
    ['to winter time', plain, '2026-10-23T16:00:00+02:00', 'PT2H', '2026-10-26T10:00:00+01:00'],
    ['P1D to winter time', plain, '2026-10-23T16:00:00+02:00', 'P1D', '2026-10-26T16:00:00+01:00'],
  ])('%s', (_, calendar, ...[from, duration, expected]) => {
    expect(isoIn(berlin, afterDuration(calendar, Date.parse(from), duration) ?? NaN)).toBe(expected)
  })

  const nights = calendarOf(newYork, weekOf([{ from: 0, to: 6 * 60 }], 7))
  const halfHour = calendarOf(adelaide, weekOf(office))
  it.each([
    // 14 March 2027, the clock passes over two o'clock: the night has five hours
    [
      'a night of five hours',
      nights,
      newYork,
      '2027-03-14T00:00:00-05:00',
      'PT5H',
      '2027-03-14T06:00:00-04:00',
    ],
    // 7 November 2027, one o'clock comes twice: the night has seven
    [
      'a night of seven hours',
      nights,
      newYork,
      '2027-11-07T00:00:00-04:00',
      'PT7H',
      '2027-11-07T06:00:00-05:00',
    ],
    [
      'a time that is passed over',
      nights,
      newYork,
      '2027-03-13T02:30:00-05:00',
      'P1D',
      '2027-03-14T03:00:00-04:00',
    ],
    [
      'by half an hour from UTC',
      halfHour,
      adelaide,
      '2027-04-02T16:30:00+10:30',
      'PT1H',
      '2027-04-05T09:30:00+09:30',
    ],
    [
      'P1D, half an hour',
      halfHour,
      adelaide,
      '2027-04-02T16:30:00+10:30',
      'P1D',
      '2027-04-05T16:30:00+09:30',
    ],
  ])('%s', (_, calendar, ...[zone, from, duration, expected]) => {
    expect(isoIn(zone, afterDuration(calendar, Date.parse(from), duration) ?? NaN)).toBe(expected)
  })

  it('ends where nobody works within ten years', () => {
    const never = calendarOf(berlin, weekOf([], 0))
    expect(afterDuration(never, 0, 'P1D')).toBeUndefined()
    expect(afterDuration(never, 0, 'PT1H')).toBeUndefined()
    expect(workingMs(never, 0, 20 * 366 * 24 * hours)).toBe(0)
    expect(afterDuration(plain, 0, 'P4000D')).toBeUndefined()
    expect(momentOf('2026-12-01', berlin, never)).toBeUndefined()
  })
})

describe('the times of an approval', () => {
  const office5 = calendarOf(berlin, weekOf(office))
  const from = Date.parse('2026-11-27T13:00:00+01:00')
  const told = (times: ReturnType<typeof timesOf>) => ({
    due: times?.dueAt === undefined ? undefined : isoIn(berlin, times.dueAt),
    remind: times?.remindAt.map((at) => isoIn(berlin, at)),
  })

  it('counts shares of working time', () => {
    const wishes = { due: { in: 'P2D' }, remind: [50, 'PT2H', 90] }
    expect(told(timesOf(clockOf(office5, 'UTC'), from, wishes))).toEqual({
      due: '2026-12-01T13:00:00+01:00',
      remind: ['2026-11-27T15:00:00+01:00', '2026-11-30T13:00:00+01:00', '2026-12-01T11:24:00+01:00'],
    })
    expect(told(timesOf(clockOf(undefined, 'UTC'), from, wishes)).due).toBe('2026-11-29T13:00:00+01:00')
  })

  it('is never due without a wish, and reminds all the same', () => {
    const times = timesOf(clockOf(office5, 'UTC'), from, { remind: [50, 'PT5H'] })
    expect(told(times)).toEqual({ due: undefined, remind: ['2026-11-30T10:00:00+01:00'] })
  })

  it.each([
    ['2026-12-01', '2026-12-01T17:00:00+01:00', '2026-12-02T00:00:00+01:00'],
    ['2026-12-05', '2026-12-07T17:00:00+01:00', '2026-12-06T00:00:00+01:00'],
    ['2026-12-01T14:00', '2026-12-01T14:00:00+01:00', '2026-12-01T14:00:00+01:00'],
    ['2026-12-01T14:00:30Z', '2026-12-01T15:00:30+01:00', '2026-12-01T15:00:30+01:00'],
    ['2027-03-28T02:30', '2027-03-28T03:00:00+02:00', '2027-03-28T03:00:00+02:00'],
  ])('is due at %s', (at, onCalendar, without) => {
    expect(told(timesOf(clockOf(office5, 'UTC'), from, { due: { at }, remind: [] })).due).toBe(onCalendar)
    expect(told(timesOf(clockOf(undefined, berlin), from, { due: { at }, remind: [] })).due).toBe(without)
  })

  it.each(['2026-02-30', '2026-13-01', '2026-12-01T25:00', 'tomorrow', '2026-12', ''])(
    '%s is no moment',
    (text) => {
      expect(isMoment(text)).toBe(false)
    },
  )
})

describe('hours of a day', () => {
  it.each([
    [[['09:00', '17:00']], [{ from: 540, to: 1020 }]],
    [
      [
        ['13:00', '24:00'],
        ['08:30', '12:00'],
      ],
      [
        { from: 510, to: 720 },
        { from: 780, to: 1440 },
      ],
    ],
    [[['9:00', '17:00']], 'a time is written as 09:00'],
    [[['17:00', '09:00']], 'it ends before it begins'],
    [
      [
        ['09:00', '13:00'],
        ['12:00', '17:00'],
      ],
      'the hours overlap',
    ],
  ])('%j', (written, expected) => {
    const read = readHours(written.map(([from = '', to = '']) => ({ from, to })))
    expect('problem' in read ? read.problem : read.hours).toEqual(expected)
  })

  it('of a whole week count all time', () => {
    const whole = calendarOf(newYork, weekOf(always, 7))
    const from = Date.parse('2027-03-10T12:00:00Z')
    expect(workingMs(whole, from, from + 300 * hours)).toBe(300 * hours)
  })
})
