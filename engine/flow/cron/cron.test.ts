import { describe, expect, it } from 'vitest'
import { calendarsOf } from './calendars.ts'
import { cronTimes } from './cron-times.ts'
import { parseCron, type Cron } from './parse-cron.ts'
import { isoIn } from './zone.ts'

function cronOf(text: string, withSeconds = false): Cron {
  const read = parseCron(text, withSeconds)
  if ('problem' in read) throw new Error(`${text}: ${read.problem}`)
  return read.cron
}

/** The next times after an instant, as the zone's clocks show them. */
function after(text: string, zone: string, ...[from, count]: [from: string, count: number]): string[] {
  const times = cronTimes(cronOf(text, text.split(' ').length === 6), zone)
  const found: string[] = []
  let at: number | undefined = Date.parse(from)
  while (found.length < count) {
    at = at === undefined ? undefined : times.next(at)
    if (at === undefined) break
    found.push(isoIn(zone, at))
  }
  return found
}

describe('a cron expression', () => {
  it.each([
    ['*/15 * * * *', '2026-11-26T10:07:00Z', ['10:15:00', '10:30:00', '10:45:00', '11:00:00']],
    ['@hourly', '2026-11-26T10:00:00Z', ['11:00:00', '12:00:00']],
    ['*/20 * * * * *', '2026-11-26T10:07:00Z', ['10:07:20', '10:07:40', '10:08:00']],
    ['0 8-10/2,12 * * *', '2026-11-26T07:00:00Z', ['08:00:00', '10:00:00', '12:00:00', '08:00:00']],
  ])('%s counts minutes and hours', (text, from, expected) => {
    expect(after(text, 'UTC', from, expected.length).map((date) => date.slice(11, 19))).toEqual(expected)
  })

  it.each([
    ['0 9 * * MON', ['2026-11-30', '2026-12-07']],
    ['0 9 * * 7', ['2026-11-29', '2026-12-06']],
    ['0 9 29 2 *', ['2028-02-29', '2032-02-29']],
    ['0 9 31 * *', ['2026-12-31', '2027-01-31', '2027-03-31']],
    ['0 9 1 JAN,jul *', ['2027-01-01', '2027-07-01']],
    ['@weekly', ['2026-11-29', '2026-12-06']],
    ['0 0 */7 * *', ['2026-11-29', '2026-12-01', '2026-12-08']],
    // either the 13th or a Friday, as cron has it
    ['0 9 13 * 5', ['2026-11-27', '2026-12-04', '2026-12-11', '2026-12-13']],
  ])('%s counts days', (text, expected) => {
    const dates = after(text, 'UTC', '2026-11-26T10:00:00Z', expected.length)
    expect(dates.map((date) => date.slice(0, 10))).toEqual(expected)
  })

  it.each([
    ['* * * * * *', false, 'withSeconds'],
    ['* * * *', false, '4 fields'],
    ['60 * * * *', false, '`60` is no minute'],
    ['* 24 * * *', false, '`24` is no hour'],
    ['* * 0 * *', false, '`0` is no day of month'],
    ['* * * FOO *', false, '`FOO` is no month'],
    ['5-1 * * * *', false, '`5-1` is no minute'],
    ['*/0 * * * *', false, '`0` is no minute'],
    ['@fortnightly', false, '@daily'],
    ['0 0 30 2 *', false, 'never fire'],
    ['0 0 31 2,4 *', false, 'never fire'],
    ['* * * * *', true, '6 are wanted'],
  ])('%s is refused in words', (text, withSeconds, words) => {
    expect(parseCron(text, withSeconds)).toEqual({ problem: expect.stringContaining(words) })
  })
})

describe('across daylight saving', () => {
  const newYork = 'America/New_York'
  const berlin = 'Europe/Berlin'

  it.each([
    // skipped by the clock: once, at the first moment after the gap
    [
      '30 2 * * *',
      newYork,
      '2027-03-13T12:00:00Z',
      ['2027-03-14T03:00:00-04:00', '2027-03-15T02:30:00-04:00'],
    ],
    [
      '30 2 * * *',
      berlin,
      '2027-03-27T12:00:00Z',
      ['2027-03-28T03:00:00+02:00', '2027-03-29T02:30:00+02:00'],
    ],
    [
      '*/20 2 * * *',
      berlin,
      '2027-03-27T12:00:00Z',
      ['2027-03-28T03:00:00+02:00', '2027-03-29T02:00:00+02:00'],
    ],
    [
      '0 2,3 * * *',
      berlin,
      '2027-03-27T12:00:00Z',
      ['2027-03-28T03:00:00+02:00', '2027-03-29T02:00:00+02:00'],
    ],
    // shown twice by the clock: once, the last time
    [
      '30 1 * * *',
      newYork,
      '2027-11-06T12:00:00Z',
      ['2027-11-07T01:30:00-05:00', '2027-11-08T01:30:00-05:00'],
    ],
    [
      '30 2 * * *',
      berlin,
      '2027-10-30T12:00:00Z',
      ['2027-10-31T02:30:00+01:00', '2027-11-01T02:30:00+01:00'],
    ],
    // no hour is named: every hour that passes
    [
      '0 * * * *',
      newYork,
      '2027-11-07T04:30:00Z',
      ['2027-11-07T01:00:00-04:00', '2027-11-07T01:00:00-05:00', '2027-11-07T02:00:00-05:00'],
    ],
    [
      '30 * * * *',
      berlin,
      '2027-03-28T00:00:00Z',
      ['2027-03-28T01:30:00+01:00', '2027-03-28T03:30:00+02:00'],
    ],
    [
      '0 9 * * *',
      newYork,
      '2027-03-13T12:00:00Z',
      ['2027-03-13T09:00:00-05:00', '2027-03-14T09:00:00-04:00'],
    ],
    ['0 9 * * *', berlin, '2027-10-30T05:00:00Z', ['2027-10-30T09:00:00+02:00', '2027-10-31T09:00:00+01:00']],
    // by half an hour only, and at midnight
    [
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2027-10-02T00:00:00Z',
      ['2027-10-03T02:30:00+11:00', '2027-10-04T02:15:00+11:00'],
    ],
    [
      '10 0 * * *',
      'America/Asuncion',
      '2023-09-30T12:00:00Z',
      ['2023-10-01T01:00:00-03:00', '2023-10-02T00:10:00-03:00'],
    ],
  ])('%s in %s', (...[text, zone, from, expected]) => {
    expect(after(text, zone, from, expected.length)).toEqual(expected)
  })

  it.each(['30 2 * * *', '*/7 * * * *', '0 1-4 * * *', '15,45 0 * * *'])(
    '%s goes back as it came',
    (text) => {
      for (const zone of [newYork, berlin, 'Australia/Lord_Howe'])
        for (const from of [
          '2027-03-13T20:00:00Z',
          '2027-03-27T20:00:00Z',
          '2027-10-30T20:00:00Z',
          '2027-11-06T20:00:00Z',
        ]) {
          const times = cronTimes(cronOf(text), zone)
          const ahead: number[] = []
          for (
            let at = times.next(Date.parse(from));
            at !== undefined && ahead.length < 60;
            at = times.next(at)
          )
            ahead.push(at)
          const back: number[] = []
          for (
            let at: number | undefined = ahead.at(-1);
            at !== undefined && back.length < 60;
            at = times.previous(at)
          )
            back.push(at)
          expect(back.reverse()).toEqual(ahead)
          expect(ahead.every((at) => times.fires(at))).toBe(true)
          expect(times.fires((ahead[3] ?? 0) + 1000)).toBe(false)
        }
    },
  )

  it('a schedule has calendars of its own for what the clock passes over', () => {
    const calendars = calendarsOf(cronOf('30 2 * * *'), newYork, Date.parse('2026-11-26T00:00:00Z'))
    expect(
      calendars
        .map(({ year, month, dayOfMonth, hour, minute }) =>
          [year, month, dayOfMonth, hour, minute].map(String),
        )
        .slice(1),
    ).toEqual([
      ['2027', '3', '14', '3', '0'],
      ['2028', '3', '12', '3', '0'],
      ['2029', '3', '11', '3', '0'],
      ['2030', '3', '10', '3', '0'],
      ['2031', '3', '9', '3', '0'],
    ])
    expect(calendarsOf(cronOf('30 4 * * *'), newYork, 0)).toHaveLength(1)
    expect(calendarsOf(cronOf('* * * * *'), newYork, 0)).toHaveLength(1)
  })

  it('each second of a changing day is found', () => {
    const times = cronTimes(cronOf('* * * * * *', true), newYork)
    let at = Date.parse('2027-11-07T05:59:58Z')
    for (let n = 0; n < 4000; n++) at = times.next(at) ?? 0
    expect(at).toBe(Date.parse('2027-11-07T05:59:58Z') + 4_000_000)
  })
})
