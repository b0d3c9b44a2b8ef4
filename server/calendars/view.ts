import type { Holiday } from './holidays.ts'
import type { WrittenWeek } from './week.ts'

/** What an administrator writes of a calendar. */
export interface CalendarGiven {
  name: string
  /** Null: that of the installation. */
  timeZone: string | null
  week: WrittenWeek
  /** Whose public holidays are off; null: those of no country. */
  country: string | null
  region: string | null
  /** Days off of its own. */
  holidays: Holiday[]
}

/** A business calendar as a list shows it. */
export interface CalendarSummary {
  /** What YAML uses; never changes. */
  slug: string
  name: string
  /** Where it holds, the installation's filled in. */
  zone: string
  country: string | null
  region: string | null
  /** Minutes of a week. */
  weekMinutes: number
  /** How many flows count on it. */
  flowCount: number
}

/** A calendar with all that is written of it. */
export interface CalendarDetail extends CalendarGiven {
  slug: string
  zone: string
  updatedAt: string
}

/** What a calendar comes to. */
export interface CalendarPreview {
  /** Whose clocks count. */
  zone: string
  /** The next days off, by date. */
  holidays: Holiday[]
  /** When something is due that is opened now and has this long; instants. */
  due: { in: string; at: string | null }[]
}
