import { durationMs } from '../duration.ts'
import { spansFrom, usualDays, type BusinessCalendar } from './calendar.ts'
import type { WorkingTime } from './left-of.ts'
import { momentOf } from './moment.ts'
import { afterDuration, afterWorkingMs, workingMs } from './working-time.ts'

/** How time is counted: working time on a calendar, else as it passes. Instants are epoch milliseconds. */
export interface Clock {
  /** Undefined: not within ten years of working time. */
  after(from: number, iso: string): number | undefined
  afterMs(from: number, ms: number): number | undefined
  between(from: number, to: number): number
  /** The instant of a day, of a time of the clock or of an instant. */
  at(moment: string): number | undefined
}

/** @param zone whose clocks count without a calendar */
export function clockOf(calendar: BusinessCalendar | undefined, zone: string): Clock {
  if (!calendar)
    return {
      after: (from, iso) => from + durationMs(iso),
      afterMs: (from, ms) => from + ms,
      between: (from, to) => Math.max(0, to - from),
      at: (moment) => momentOf(moment, zone),
    }
  return {
    after: (from, iso) => afterDuration(calendar, from, iso),
    afterMs: (from, ms) => afterWorkingMs(calendar, from, ms),
    between: (from, to) => workingMs(calendar, from, to),
    at: (moment) => momentOf(moment, calendar.timeZone, calendar),
  }
}

/** When an approval is due, and when those are reminded who have not decided; ascending, all before it is due. */
export interface Times {
  dueAt?: number
  remindAt: number[]
}

export interface Wishes {
  /** One of both; undefined: never due. */
  due?: { in?: string; at?: string }
  /** Shares of the time until it is due, in percent, or durations from the opening. */
  remind: readonly (number | string)[]
}

/** The times of an approval that is opened at `from`; undefined where it would be due beyond ten years of working time. */
export function timesOf(clock: Clock, from: number, { due, remind }: Wishes): Times | undefined {
  const dueAt =
    due?.in !== undefined ? clock.after(from, due.in) : due?.at === undefined ? undefined : clock.at(due.at)
  if (due && dueAt === undefined) return undefined
  const whole = dueAt === undefined ? undefined : clock.between(from, dueAt)
  const remindAt = remind.flatMap((one) => {
    if (typeof one === 'string') return clock.after(from, one) ?? []
    return whole === undefined ? [] : (clock.afterMs(from, Math.round((whole * one) / 100)) ?? [])
  })
  return { dueAt, remindAt: remindAt.filter((at) => at < (dueAt ?? Infinity)).sort((a, b) => a - b) }
}

/** What is left while a clock stands still, milliseconds of what it counts; and the times as they were. */
export interface TimeLeft {
  dueMs?: number
  remindMs: number[]
  /** Absent in what was kept before it was. */
  was?: Times
}

/** Reminders that were sent are not left. */
export function leftAt(clock: Clock, at: number, { dueAt, remindAt }: Times): TimeLeft {
  const was = { dueAt, remindAt: remindAt.filter((one) => one > at) }
  return {
    dueMs: dueAt === undefined ? undefined : clock.between(at, dueAt),
    remindMs: was.remindAt.map((one) => clock.between(at, one)),
    was,
  }
}

/**
 * The times of a clock that goes on with what was left. None comes before it was to come: of what is due outside of working hours
 * less working time may be left than time.
 */
export function goOn(clock: Clock, at: number, { dueMs, remindMs, was }: TimeLeft): Times {
  const later = (ms: number, before = at) => Math.max(clock.afterMs(at, ms) ?? at + ms, before)
  return {
    dueAt: dueMs === undefined ? undefined : later(dueMs, was?.dueAt),
    remindAt: remindMs.map((ms, index) => later(ms, was?.remindAt[index])),
  }
}

/** More stretches than a working week is likely to have. */
const shown = 10

/** The working time from an instant on until something is due; undefined where it is due already. */
export function workingTime(
  calendar: BusinessCalendar,
  from: number,
  dueAt: number,
): WorkingTime | undefined {
  if (dueAt <= from) return undefined
  const spans: WorkingTime['spans'] = []
  for (const span of spansFrom(calendar, from)) {
    if (span.from >= dueAt || spans.length === shown) break
    spans.push([span.from, Math.min(span.to, dueAt)])
  }
  const last = spans.at(-1)?.[1] ?? dueAt
  return { spans, laterMs: workingMs(calendar, last, dueAt), dayMs: usualDays(calendar).dayMs }
}
