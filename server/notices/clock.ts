import { DateTime } from 'luxon'

/** When the digest of the day is sent, in the person's own time. */
export const digestAt = '07:00'

/** Hours of the day in which nothing is sent at once, as `22:00`; from the later to the earlier is over midnight. */
export interface Quiet {
  from: string
  until: string
}

/** The next time that it is this hour in the zone, after `now`; of an hour that a day leaves out, the one after it. */
export function nextAt(clock: string, timeZone: string, now: Date): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone })
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const today = local.set({ hour, minute, second: 0, millisecond: 0 })
  return (today > local ? today : today.plus({ days: 1 })).toJSDate()
}

/** When something may be sent: now, or where it is quiet at the end of that. */
export function afterQuiet(quiet: Quiet | undefined, timeZone: string, now: Date): Date {
  if (!quiet || quiet.from === quiet.until) return now
  const clock = DateTime.fromJSDate(now, { zone: timeZone }).toFormat('HH:mm')
  const { from, until } = quiet
  const isQuiet = from < until ? clock >= from && clock < until : clock >= from || clock < until
  return isQuiet ? nextAt(until, timeZone, now) : now
}
