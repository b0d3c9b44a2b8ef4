import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { dateOf } from '#engine/flow/triggers/rendered-date.ts'

interface Properties {
  date: string
  country: string
  subDivision?: string
}

/** @throws RangeError for a country or a part of it whose holidays are not known */
const test: ConditionTest<Properties> = async ({ date, country, subDivision }, facts) => {
  const day = dateOf(await facts.render(date))
  const holidays = await calendarOf(country.toUpperCase(), subDivision?.toUpperCase())
  return holidays
    .getHolidays(day.getUTCFullYear())
    .some(({ type, ...when }) => type === 'public' && covers(when, day))
}

/** The first day is named in the country's own time; some holidays last for days. */
function covers({ date, start, end }: { date: string; start: Date; end: Date }, day: Date): boolean {
  const since = day.getTime() - Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return since >= 0 && since < end.getTime() - start.getTime()
}

async function calendarOf(country: string, part: string | undefined) {
  // Its data are some megabytes: they are read where a flow asks for them.
  const { default: Holidays } = await import('date-holidays')
  const known = new Holidays()
  if (!(country in known.getCountries())) throw new RangeError(`The holidays of ${country} are not known`)
  if (part !== undefined && !(part in (known.getStates(country) ?? {})))
    throw new RangeError(`The holidays of ${part} in ${country} are not known`)
  return part === undefined ? new Holidays(country) : new Holidays(country, part)
}

export default test
