import { clockOf } from '#engine/flow/business-calendar/clock.ts'
import { isoIn } from '#engine/flow/cron/zone.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { countriesIn, holidaysIn, regionsIn, type Holiday, type Place } from './holidays.ts'
import { demandReader } from './rows.ts'
import { demandPlace } from './save-calendar.ts'
import { businessCalendar, zoneOf } from './stored-calendars.ts'
import type { CalendarGiven, CalendarPreview } from './view.ts'

const shown = 12
const samples = ['PT4H', 'P1D', 'P2D', 'P1W']

/**
 * What a calendar comes to that is not saved yet: the next days off, and when things are due that are opened now.
 * @throws AppError `forbidden`, `invalid` for a country or a part of it that is not known
 */
export async function previewCalendar(
  actor: Actor,
  given: Omit<CalendarGiven, 'name'>,
): Promise<CalendarPreview> {
  demand(actor, 'calendar:write')
  await demandPlace(given)
  const now = Date.now()
  const zone = zoneOf(given)
  const clock = clockOf(await businessCalendar({ ...given, name: '' }), zone)
  return {
    zone,
    holidays: await nextHolidays(actor, given, isoIn(zone, now).slice(0, 10)),
    due: samples.map((duration) => {
      const at = clock.after(now, duration)
      return { in: duration, at: at === undefined ? null : new Date(at).toISOString() }
    }),
  }
}

async function nextHolidays(
  { language }: Actor,
  { country, region, holidays }: Omit<CalendarGiven, 'name'>,
  today: string,
): Promise<Holiday[]> {
  const year = Number(today.slice(0, 4))
  const of = country === null ? undefined : await holidaysIn(country, region, language)
  const ofPlace = of ? [year - 1, year, year + 1].flatMap((one) => of(one)) : []
  const byDate = new Map([...ofPlace, ...holidays].map((one) => [one.date, one]))
  return [...byDate.values()]
    .filter(({ date }) => date >= today)
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(0, shown)
}

/** Countries whose public holidays are known, by their names in the actor's language. @throws AppError `forbidden` */
export async function listCountries(actor: Actor): Promise<Place[]> {
  demandReader(actor)
  return countriesIn(actor.language)
}

/** The parts of a country that have holidays of their own. @throws AppError `forbidden`, `not-found` */
export async function listRegions(actor: Actor, country: string): Promise<Place[]> {
  demandReader(actor)
  const regions = await regionsIn(country, actor.language)
  if (!regions) throw new AppError('not-found', 'The public holidays of this country are not known.')
  return regions
}
