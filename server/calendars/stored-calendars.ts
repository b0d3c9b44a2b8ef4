import type { BusinessCalendar } from '#engine/flow/business-calendar/calendar.ts'
import { clockOf, type Clock } from '#engine/flow/business-calendar/clock.ts'
import type { Tx } from '#server/db.ts'
import { env } from '#server/env.ts'
import { holidaysIn, type Holiday, type HolidaysOf } from './holidays.ts'
import type { CalendarGiven } from './view.ts'
import { weekOf, type WrittenWeek } from './week.ts'

type Client = Pick<Tx, 'businessCalendar'>
type Row = Pick<CalendarGiven, 'name' | 'timeZone' | 'country' | 'region'> & {
  week: unknown
  holidays: unknown
}

/** Slugs of all business calendars. */
export async function calendarSlugs(client: Client): Promise<ReadonlySet<string>> {
  const rows = await client.businessCalendar.findMany({ select: { slug: true } })
  return new Set(rows.map(({ slug }) => slug))
}

/** What is written of a stored calendar; only `save-calendar.ts` and the first migration write it. */
export function givenOf(row: Row): CalendarGiven {
  const { name, timeZone, country, region } = row
  return {
    name,
    timeZone,
    week: row.week as WrittenWeek,
    country,
    region,
    holidays: row.holidays as Holiday[],
  }
}

/** Whose clocks count: a calendar without a zone has that of the installation. */
export function zoneOf({ timeZone }: Pick<CalendarGiven, 'timeZone'>): string {
  return timeZone ?? env().FORMWORK_TIMEZONE
}

/** A calendar as the engine counts on it. */
export async function businessCalendar(given: CalendarGiven): Promise<BusinessCalendar> {
  const { country, region, week, holidays } = given
  const ofCountry: HolidaysOf = country === null ? () => [] : await holidaysIn(country, region)
  const own = holidays.map(({ date }) => date)
  const years = new Map<number, ReadonlySet<string>>()
  return {
    timeZone: zoneOf(given),
    week: weekOf(week),
    daysOff: (year) => {
      const found = years.get(year) ?? new Set([...own, ...datesAround(ofCountry, year)])
      years.set(year, found)
      return found
    },
  }
}

/** What begins in December may last into January. */
function datesAround(of: HolidaysOf, year: number): string[] {
  return [...of(year - 1), ...of(year)].map(({ date }) => date)
}

/** The calendars of these slugs, in one query; those that are not there are left out. */
export async function calendarsOf(
  client: Client,
  slugs: readonly (string | null)[],
): Promise<Map<string, BusinessCalendar>> {
  const wanted = [...new Set(slugs)].filter((slug) => slug !== null)
  if (wanted.length === 0) return new Map()
  const rows = await client.businessCalendar.findMany({ where: { slug: { in: wanted } } })
  const read = rows.map(async (row) => [row.slug, await businessCalendar(givenOf(row))] as const)
  return new Map(await Promise.all(read))
}

/** How the times of an approval are counted: on its calendar; without one, or where it is gone, as time passes. */
export async function clockFor(client: Client, slug: string | null): Promise<Clock> {
  const calendars = await calendarsOf(client, [slug])
  return clockOf(calendars.get(slug ?? ''), env().FORMWORK_TIMEZONE)
}
