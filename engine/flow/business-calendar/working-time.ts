import { localOf } from '../cron/zone.ts'
import { durationParts } from '../duration.ts'
import {
  dayMs,
  dayOf,
  instantAt,
  spansFrom,
  spansOn,
  usualDays,
  workingDayAfter,
  type BusinessCalendar,
} from './calendar.ts'

/** Working time between two instants, milliseconds; none where the second is not the later one. Looks ten years ahead. */
export function workingMs(calendar: BusinessCalendar, from: number, to: number): number {
  let sum = 0
  if (to <= from) return sum
  for (const span of spansFrom(calendar, from)) {
    if (span.from >= to) break
    sum += Math.min(span.to, to) - span.from
  }
  return sum
}

/** The instant at which so much working time has passed; undefined where that is not within ten years. */
export function afterWorkingMs(calendar: BusinessCalendar, from: number, ms: number): number | undefined {
  if (ms <= 0) return from
  let left = ms
  for (const span of spansFrom(calendar, from)) {
    const length = span.to - span.from
    if (left <= length) return span.from + left
    left -= length
  }
  return undefined
}

/**
 * The instant at which a duration of working time has passed. A day is a working day: the same time of the clock, within the
 * working hours; a week is as many of them as a week has. Part of a day is part of a usual one. What would be the opening of a
 * day is the close of the one before it, so a request that comes after work on Friday is due at the end of Tuesday, two days later.
 * @returns undefined where that is not within ten years
 */
export function afterDuration(calendar: BusinessCalendar, from: number, iso: string): number | undefined {
  const { weeks, days, ms } = durationParts(iso)
  const usual = usualDays(calendar)
  const all = weeks * usual.perWeek + days
  const whole = Math.floor(all)
  const rest = Math.round((all - whole) * usual.dayMs) + ms
  const after = whole > 0 ? afterDays(calendar, from, whole) : from
  return after === undefined ? undefined : afterWorkingMs(calendar, after, rest)
}

function afterDays(calendar: BusinessCalendar, from: number, count: number): number | undefined {
  const [start] = spansFrom(calendar, from)
  if (!start) return undefined
  const today = dayOf(calendar, start.from)
  const day = workingDayAfter(calendar, today, count)
  if (day === undefined) return undefined
  const time = localOf(calendar.timeZone, start.from) - today
  const wish = instantAt(calendar, day + time) + (start.from % 1000)
  return lastMoment(calendar, { day, wish, earliest: start.from })
}

/** The last moment of work that is not after the wish, on that day or one before it. */
function lastMoment(
  calendar: BusinessCalendar,
  { day, wish, earliest }: { day: number; wish: number; earliest: number },
): number {
  for (let at = day; at >= dayOf(calendar, earliest); at -= dayMs) {
    const span = spansOn(calendar, at).findLast(({ from }) => from < wish)
    if (span) return Math.max(earliest, Math.min(wish, span.to))
  }
  return earliest
}
