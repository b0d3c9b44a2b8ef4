import { cronTimes } from './cron-times.ts'
import type { Cron } from './parse-cron.ts'
import { isoIn, localOf, offsetAt } from './zone.ts'

/** Times of a scheduler that knows calendars: a time matches when it is in every list. An absent list allows all. */
export interface Calendar {
  second: readonly number[]
  minute: readonly number[]
  hour: readonly number[]
  dayOfMonth: readonly number[]
  month: readonly number[]
  /** 0 is Sunday. */
  dayOfWeek?: readonly number[]
  year?: readonly number[]
}

const dayMs = 86_400_000
const yearsAhead = 5

/**
 * The calendars that cover every time of a cron expression for the next five years. They may cover more, where a clock is
 * put back: whoever is called asks `cronTimes` whether the time is really one.
 */
export function calendarsOf(cron: Cron, zone: string, from: number): Calendar[] {
  const { second, minute, hour, month } = cron
  const plain = cron.days.map(({ ofMonth, ofWeek }) => ({
    second,
    minute,
    hour,
    dayOfMonth: ofMonth,
    month,
    dayOfWeek: ofWeek,
  }))
  return [...plain, ...afterGaps(cron, zone, from)]
}

/** A scheduler passes over a time that no clock shows: the moment after the gap is a calendar of its own. */
function afterGaps(cron: Cron, zone: string, from: number): Calendar[] {
  if (cron.everyHour) return []
  const times = cronTimes(cron, zone)
  return gapsOf(zone, from).flatMap((end) => {
    if (!times.fires(end)) return []
    const local = new Date(localOf(zone, end))
    return [
      {
        second: [local.getUTCSeconds()],
        minute: [local.getUTCMinutes()],
        hour: [local.getUTCHours()],
        dayOfMonth: [local.getUTCDate()],
        month: [local.getUTCMonth() + 1],
        year: [local.getUTCFullYear()],
      },
    ]
  })
}

const gaps = new Map<string, number[]>()

/** The first moments after the clock was put forward, in the next five years. */
function gapsOf(zone: string, from: number): number[] {
  const start = Math.floor(from / dayMs) * dayMs
  const key = `${zone} ${isoIn('UTC', start)}`
  const known = gaps.get(key)
  if (known) return known
  const found: number[] = []
  for (let at = start; at < start + yearsAhead * 366 * dayMs; at += dayMs) {
    if (offsetAt(zone, at + dayMs) > offsetAt(zone, at)) found.push(changeWithin(zone, at))
  }
  if (gaps.size > 100) gaps.clear()
  gaps.set(key, found)
  return found
}

/** The second within the day at which the zone's distance from UTC changes. */
function changeWithin(zone: string, day: number): number {
  let before = day
  let after = day + dayMs
  const target = offsetAt(zone, after)
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (offsetAt(zone, middle) === target) after = middle
    else before = middle
  }
  return after
}
