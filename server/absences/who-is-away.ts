import { db, type Tx } from '#server/db.ts'
import { addDays, dayIn, fromDate, toDate } from './day.ts'
import type { Away } from './view.ts'

/** Which of these people are not there now, by their id; each by their own clock. Asks for no permission. */
export async function whoIsAway(
  personIds: readonly string[],
  { tx = db, at = new Date() }: { tx?: Tx; at?: Date } = {},
): Promise<Map<string, Away>> {
  const away = new Map<string, Away>()
  if (personIds.length === 0) return away
  const today = fromDate(at)
  // nowhere is it more than a day earlier or later
  const rows = await tx.absence.findMany({
    where: {
      personId: { in: [...new Set(personIds)] },
      startsOn: { lte: toDate(addDays(today, 1)) },
      OR: [{ endsOn: null }, { endsOn: { gte: toDate(addDays(today, -1)) } }],
    },
    select: { personId: true, startsOn: true, endsOn: true, person: { select: { timeZone: true } } },
  })
  for (const { personId, startsOn, endsOn, person } of rows) {
    const day = dayIn(person.timeZone, at)
    const until = endsOn ? fromDate(endsOn) : undefined
    if (fromDate(startsOn) <= day && (until === undefined || until >= day))
      away.set(personId, until === undefined ? {} : { until })
  }
  return away
}
