import { workClock } from '#engine/flow/business-calendar/work-clock.ts'
import { calendarsOf } from '#server/calendars/stored-calendars.ts'
import { db } from '#server/db.ts'

/** A decision that was due on a business calendar. */
export interface Took {
  /** What it is counted for: a step, a person. */
  key: string
  calendar: string
  asked: Date
  decided: Date
}

/** More decisions of a flow than a median needs: of more the newest are counted. */
export const mostCounted = 20_000

/** Seconds of working time. */
export interface WorkingTimes {
  usual: number
  slow: number
}

/** Median and 90th percentile of the working time that decisions took, by their keys; on the calendars as they are now. One query. */
export async function workingTimesBy(rows: readonly Took[]): Promise<Map<string, WorkingTimes>> {
  const calendars = await calendarsOf(
    db,
    rows.map(({ calendar }) => calendar),
  )
  const from = rows.reduce((first, { asked }) => Math.min(first, asked.getTime()), Date.now())
  const clocks = new Map(
    [...calendars].map(([slug, calendar]) => [slug, workClock(calendar, { from, to: Date.now() })]),
  )
  const byKey = new Map<string, number[]>()
  for (const { key, calendar, asked, decided } of rows) {
    const clock = clocks.get(calendar)
    if (!clock) continue
    const known = byKey.get(key) ?? []
    known.push(clock(asked.getTime(), decided.getTime()) / 1000)
    byKey.set(key, known)
  }
  return new Map(
    [...byKey].map(([key, took]) => {
      took.sort((a, b) => a - b)
      return [key, { usual: percentile(took, 0.5), slow: percentile(took, 0.9) }]
    }),
  )
}

/** As `percentile_cont` of the database has it. */
function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}
