import { changeBetween, endOfGap, instantsOf, localOf, offsetAt } from '../cron/zone.ts'

/** Working hours within a day: minutes since midnight; `to` is 1440 at most. */
export interface Hours {
  from: number
  to: number
}

/** When people work. */
export interface BusinessCalendar {
  timeZone: string
  /** Seven days, Monday first; the hours of each ascend and do not overlap. */
  week: readonly (readonly Hours[])[]
  /** Days of a year on which nobody works: `2026-12-25`. */
  daysOff(year: number): ReadonlySet<string>
}

/** Epoch milliseconds. */
export interface Span {
  from: number
  to: number
}

export const dayMs = 86_400_000
const minuteMs = 60_000
/** Nothing is looked for further ahead: ten years. */
const daysAhead = 3660

/** Midnight of an instant's day, as the zone's clocks show it, as if it were UTC. */
export function dayOf({ timeZone }: BusinessCalendar, at: number): number {
  return Math.floor(localOf(timeZone, at) / dayMs) * dayMs
}

/** Working hours of a day. @param day as `dayOf` has it */
export function hoursOn(calendar: BusinessCalendar, day: number): readonly Hours[] {
  const date = new Date(day)
  const hours = calendar.week[(date.getUTCDay() + 6) % 7] ?? []
  if (hours.length === 0) return hours
  const isOff = calendar.daysOff(date.getUTCFullYear()).has(date.toISOString().slice(0, 10))
  return isOff ? [] : hours
}

/**
 * The same as instants: whenever the zone's clocks show one of these hours. So hours that a clock put forward swallows are none, those
 * that it shows twice count twice, and no instant is of two days.
 */
export function spansOn(calendar: BusinessCalendar, day: number): Span[] {
  const hours = hoursOn(calendar, day)
  if (hours.length === 0) return []
  const spans: Span[] = []
  for (const { offset, since, until } of offsetsOn(calendar.timeZone, day))
    for (const { from, to } of hours) {
      const span = {
        from: Math.max(day + from * minuteMs - offset, since),
        to: Math.min(day + to * minuteMs - offset, until),
      }
      if (span.to > span.from) spans.push(span)
    }
  return joined(spans)
}

/** By how much the clocks are ahead of UTC on a day, and from when to when: once, or before and after they are changed. */
function offsetsOn(timeZone: string, day: number): { offset: number; since: number; until: number }[] {
  // wherever on earth it is, the day lies between these
  const [before, after] = [day - dayMs, day + 2 * dayMs]
  const [offset, next] = [offsetAt(timeZone, before), offsetAt(timeZone, after)]
  if (offset === next) return [{ offset, since: -Infinity, until: Infinity }]
  const change = changeBetween(timeZone, before, after)
  return [
    { offset, since: -Infinity, until: change },
    { offset: next, since: change, until: Infinity },
  ]
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (last?.to === span.from) all[all.length - 1] = { from: last.from, to: span.to }
    else all.push(span)
  }
  return all
}

/** The first instant at which the zone's clocks show a time; where they pass over it, the first one after. */
export function instantAt({ timeZone }: BusinessCalendar, local: number): number {
  return instantsOf(timeZone, local)[0] ?? endOfGap(timeZone, local)
}

/** What is left of the working time from an instant on, span by span; ends after ten years. */
export function* spansFrom(calendar: BusinessCalendar, from: number): Generator<Span> {
  const first = dayOf(calendar, from) - dayMs
  for (let n = 0; n < daysAhead; n++)
    for (const span of spansOn(calendar, first + n * dayMs))
      if (span.to > from) yield { from: Math.max(span.from, from), to: span.to }
}

/** The `count`th working day after a day; undefined where there is none within ten years. */
export function workingDayAfter(calendar: BusinessCalendar, day: number, count: number): number | undefined {
  let left = count
  for (let n = 1; n < daysAhead; n++) {
    if (spansOn(calendar, day + n * dayMs).length > 0) left--
    if (left <= 0) return day + n * dayMs
  }
  return undefined
}

/** How many working days a week has, and how long one of them is on average, milliseconds. */
export function usualDays({ week }: BusinessCalendar): { perWeek: number; dayMs: number } {
  const days = week.filter((hours) => hours.length > 0)
  const minutes = days.flat().reduce((sum, { from, to }) => sum + to - from, 0)
  return { perWeek: days.length, dayMs: days.length === 0 ? 0 : (minutes / days.length) * minuteMs }
}
