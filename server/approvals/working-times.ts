import { workingTime } from '#engine/flow/business-calendar/clock.ts'
import type { WorkingTime } from '#engine/flow/business-calendar/left-of.ts'
import { calendarsOf } from '#server/calendars/stored-calendars.ts'
import { db } from '#server/db.ts'

interface Due {
  id: string
  state: string
  calendar: string | null
  dueAt: Date | null
}

/** By approval: the working time that is left of those that are due on a calendar, and open. One query, or none. */
export async function workingTimes(approvals: readonly Due[]): Promise<Map<string, WorkingTime>> {
  const counted = approvals.filter(({ state, dueAt }) => state === 'OPEN' && dueAt !== null)
  const calendars = await calendarsOf(
    db,
    counted.map(({ calendar }) => calendar),
  )
  const now = Date.now()
  return new Map(
    counted.flatMap(({ id, calendar: slug, dueAt }): [string, WorkingTime][] => {
      const calendar = calendars.get(slug ?? '')
      const left = calendar && dueAt ? workingTime(calendar, now, dueAt.getTime()) : undefined
      return left ? [[id, left]] : []
    }),
  )
}
