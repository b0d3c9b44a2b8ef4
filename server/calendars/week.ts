import { readHours, type WrittenHours } from '#engine/flow/business-calendar/read-hours.ts'
import type { BusinessCalendar } from '#engine/flow/business-calendar/calendar.ts'

/** As calendars name them, Monday first. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** Working hours by day; a day without any is off. */
export type WrittenWeek = Record<(typeof weekdays)[number], WrittenHours[]>

/** A week whose hours were judged when they came in. */
export function weekOf(written: WrittenWeek): BusinessCalendar['week'] {
  return weekdays.map((day) => {
    const read = readHours(written[day])
    return 'hours' in read ? read.hours : []
  })
}
