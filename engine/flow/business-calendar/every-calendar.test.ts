import fc from 'fast-check'
import { describe, it } from 'vitest'
import { clockOf, goOn, leftAt, timesOf, workingTime } from './clock.ts'
import { leftOf } from './left-of.ts'
import { calendarOf } from './test-calendar.ts'
import { workClock } from './work-clock.ts'
import { afterDuration, afterWorkingMs, workingMs } from './working-time.ts'

const hours = 3_600_000
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Adelaide',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Pacific/Chatham',
  'UTC',
]
const start = Date.parse('2026-01-01T00:00:00Z')
const anyHours = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((minutes) => {
    const sorted = [...minutes].sort((a, b) => a - b)
    return sorted.flatMap((from, index) =>
      index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from, to: sorted[index + 1] ?? 0 }] : [],
    )
  })
const anyCalendar = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    week: fc.array(fc.oneof(anyHours, fc.constant([])), { minLength: 7, maxLength: 7 }),
    off: fc.uniqueArray(fc.integer({ min: 0, max: 729 }), { maxLength: 20 }),
  })
  .filter(({ week }) => week.some((day) => day.length > 0))
  .map(({ timeZone, week, off }) =>
    calendarOf(
      timeZone,
      week,
      off.map((day) => new Date(start + day * 24 * hours).toISOString().slice(0, 10)),
    ),
  )
const anyInstant = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => start + minutes * 60_000)
const anyLength = fc.integer({ min: 0, max: 30 * 24 * 60 }).map((minutes) => minutes * 60_000)

describe('for every calendar', () => {
  it('what is added is what lies between', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyLength, (calendar, from, ms) => {
        const to = afterWorkingMs(calendar, from, ms)
        return to === undefined || workingMs(calendar, from, to) === ms
      }),
      { numRuns: 60 },
    )
  })

  it('working time adds up', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyLength, anyLength, (calendar, from, ...[first, second]) => {
        const middle = from + first
        const to = middle + second
        return (
          workingMs(calendar, from, middle) + workingMs(calendar, middle, to) ===
          workingMs(calendar, from, to)
        )
      }),
      { numRuns: 60 },
    )
  })

  it('counts many alike', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyLength, anyLength, (calendar, from, ...[first, second]) => {
        const [since, until] = [from + first, from + first + second]
        return workClock(calendar, { from, to: until })(since, until) === workingMs(calendar, since, until)
      }),
      { numRuns: 60 },
    )
  })

  it('who begins later is not due earlier, and days are never before now', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyInstant,
        anyLength,
        fc.integer({ min: 1, max: 15 }),
        (calendar, from, ...[ms, n]) => {
          const first = afterDuration(calendar, from, `P${n}D`) ?? Infinity
          const second = afterDuration(calendar, from + ms, `P${n}D`) ?? Infinity
          return first >= from && second >= first
        },
      ),
      { numRuns: 60 },
    )
  })

  it('a pause moves what is left by working time', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyLength, anyLength, (calendar, from, ...[asked, pause]) => {
        const clock = clockOf(calendar, 'UTC')
        const times = timesOf(clock, from, { due: { in: 'P3D' }, remind: [50, 90] })
        if (!times?.dueAt || from + asked >= times.dueAt) return true
        const left = leftAt(clock, from + asked, times)
        const after = goOn(clock, from + asked + pause, left)
        const whole = clock.between(from, times.dueAt)
        const passed = clock.between(from, from + asked)
        const still = clock.between(from + asked + pause, after.dueAt ?? 0)
        return passed + still === whole
      }),
      { numRuns: 60 },
    )
  })

  it('a page counts down what is left', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyLength, anyLength, (calendar, from, ...[length, later]) => {
        const dueAt = from + length + 60_000
        const time = workingTime(calendar, from, dueAt)
        const at = Math.min(from + later, time?.spans.at(-1)?.[1] ?? from)
        return time !== undefined && leftOf(time, at) === workingMs(calendar, at, dueAt)
      }),
      { numRuns: 60 },
    )
  })
})
