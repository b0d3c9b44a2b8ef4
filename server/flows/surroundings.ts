import type { Tx } from '#server/db.ts'
import { calendarSlugs } from '#server/calendars/stored-calendars.ts'
import { readDefaults, type DefaultsByNamespace } from '#server/namespaces/defaults.ts'

/** What flows are read with. */
export interface ReadWith {
  defaults: DefaultsByNamespace
  /** Slugs of the business calendars; undefined: not known. */
  calendars?: ReadonlySet<string>
}

/** What flows are read with, as it is now. */
export async function readSurroundings(
  client: Pick<Tx, 'namespace' | 'businessCalendar'>,
): Promise<ReadWith> {
  const [defaults, calendars] = [await readDefaults(client), await calendarSlugs(client)]
  return { defaults, calendars }
}
