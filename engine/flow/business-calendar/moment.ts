import { instantsOf, endOfGap } from '../cron/zone.ts'
import { dayMs, spansOn, workingDayAfter, type BusinessCalendar } from './calendar.ts'

const pattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** Whether a text is a day, a time of the clock, or an instant: `2026-12-01`, `2026-12-01T14:00`, `2026-12-01T14:00:00+01:00`. */
export function isMoment(text: string): boolean {
  return partsOf(text) !== undefined
}

interface Parts {
  /** As if it were UTC. */
  day: number
  /** Undefined: a day. */
  local?: number
  /** Where the text says how far it is from UTC. */
  instant?: number
}

function partsOf(text: string): Parts | undefined {
  const [, date, time, second = '00', offset] = pattern.exec(text) ?? []
  if (date === undefined) return undefined
  const day = Date.parse(`${date}T00:00:00Z`)
  // a 30th of February is read as the 2nd of March, or not at all
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date) return undefined
  if (time === undefined) return { day }
  const local = Date.parse(`${date}T${time}:${second}Z`)
  const instant = offset === undefined ? undefined : Date.parse(text)
  return Number.isNaN(local) || Number.isNaN(instant ?? 0) ? undefined : { day, local, instant }
}

/**
 * When something is due that is due at a moment: a day means its end. On a calendar that is the close of the day, or of the next
 * working day where nobody works on it. A time of the clock is one of the zone.
 * @returns undefined where there is no working day within ten years, or the text is no moment
 */
export function momentOf(text: string, zone: string, calendar?: BusinessCalendar): number | undefined {
  const { day, local, instant } = partsOf(text) ?? {}
  if (instant !== undefined) return instant
  if (local !== undefined) return instantIn(zone, local)
  if (day === undefined) return undefined
  if (!calendar) return instantIn(zone, day + dayMs)
  const close = spansOn(calendar, day).at(-1)
  if (close) return close.to
  const next = workingDayAfter(calendar, day, 1)
  return next === undefined ? undefined : spansOn(calendar, next).at(-1)?.to
}

function instantIn(zone: string, local: number): number {
  return instantsOf(zone, local)[0] ?? endOfGap(zone, local)
}
