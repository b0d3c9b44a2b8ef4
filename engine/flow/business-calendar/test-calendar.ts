import type { BusinessCalendar, Hours } from './calendar.ts'

export const office: Hours[] = [{ from: 9 * 60, to: 17 * 60 }]
/** The same hours on the first days of the week. */
export const weekOf = (day: Hours[], days = 5) =>
  Array.from({ length: 7 }, (_, index) => (index < days ? day : []))
/** `off`: days on which nobody works. */
export const calendarOf = (
  timeZone: string,
  week: BusinessCalendar['week'],
  off: readonly string[] = [],
): BusinessCalendar => {
  const days = new Set(off)
  return { timeZone, week, daysOff: () => days }
}
