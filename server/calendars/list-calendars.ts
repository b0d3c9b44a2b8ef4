import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demandReader, readCalendar } from './rows.ts'
import { givenOf, zoneOf } from './stored-calendars.ts'
import { calendarUses } from './uses.ts'
import type { CalendarDetail, CalendarSummary } from './view.ts'
import { weekOf } from './week.ts'

/** All business calendars by name; `q`: a part of name or slug. @throws AppError `forbidden` */
export async function listCalendars(actor: Actor, q = ''): Promise<CalendarSummary[]> {
  demandReader(actor)
  const [rows, uses] = await Promise.all([
    db.businessCalendar.findMany({ orderBy: [{ name: 'asc' }, { slug: 'asc' }] }),
    calendarUses(db),
  ])
  const wanted = q.trim().toLowerCase()
  return rows
    .filter(({ name, slug }) => `${name}\n${slug}`.toLowerCase().includes(wanted))
    .map((row) => {
      const { name, country, region, week, timeZone } = givenOf(row)
      return {
        slug: row.slug,
        name,
        zone: zoneOf({ timeZone }),
        country,
        region,
        weekMinutes: weekOf(week)
          .flat()
          .reduce((sum, { from, to }) => sum + to - from, 0),
        flowCount: uses.filter(({ slug }) => slug === row.slug).length,
      }
    })
}

/** One calendar. @throws AppError `forbidden`, `not-found` */
export async function getCalendar(actor: Actor, slug: string): Promise<CalendarDetail> {
  demandReader(actor)
  return readCalendar(db, slug)
}
