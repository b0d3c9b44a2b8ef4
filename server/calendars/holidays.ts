import type Library from 'date-holidays'

/** A public holiday, or a day off of one's own. */
export interface Holiday {
  /** `2026-12-25` */
  date: string
  name: string
}

/** A country, or a part of one. */
export interface Place {
  code: string
  name: string
}

const dayMs = 86_400_000
const most = 500
const known = new Map<string, Holiday[]>()

/** Its data are some megabytes: they are read where a calendar asks for them. */
const library = async (): Promise<typeof Library> => (await import('date-holidays')).default

/** The public holidays of a year, by a country, or a part of it, whose holidays are known. */
export type HolidaysOf = (year: number) => readonly Holiday[]

/**
 * The public holidays of a country or of a part of it; where they are not known there are none.
 * @param language in which they are named, where it is known
 */
export async function holidaysIn(
  country: string,
  region: string | null,
  language = 'en',
): Promise<HolidaysOf> {
  const Holidays = await library()
  const of = region === null ? new Holidays(country) : new Holidays(country, region)
  return (year) => {
    const key = [country, region ?? '', language, year].join(' ')
    const before = known.get(key)
    if (before) return before
    const found = of.getHolidays(year, language).filter(({ type }) => type === 'public')
    const days = found.flatMap(daysOf)
    if (known.size >= most) known.clear()
    known.set(key, days)
    return days
  }
}

/** The first day is named in the country's own time; some last for days, and what begins at noon leaves a day to work. */
function daysOf({
  date,
  name,
  start,
  end,
}: {
  date: string
  name: string
  start: Date
  end: Date
}): Holiday[] {
  if (date.slice(11, 16) !== '00:00') return []
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
  return Array.from({ length: count }, (_, index) => ({
    date: new Date(first + index * dayMs).toISOString().slice(0, 10),
    name,
  }))
}

/** All countries whose holidays are known, by name. */
export async function countriesIn(language: string): Promise<Place[]> {
  return placesOf(new (await library())().getCountries(language), language)
}

/** The parts of a country that have holidays of their own; undefined: its holidays are not known. */
export async function regionsIn(country: string, language: string): Promise<Place[] | undefined> {
  const all = new (await library())()
  if (!Object.hasOwn(all.getCountries(), country)) return undefined
  return placesOf(all.getStates(country, language) ?? {}, language)
}

function placesOf(names: Readonly<Record<string, string>>, language: string): Place[] {
  return Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
