/** The day that it is in a time zone: `2026-12-03`. */
export function dayIn(timeZone: string, at: Date = new Date()): string {
  // Swedish writes dates in the order of ISO 8601
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}

/** Some days later, or earlier. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** A day as the database has it, and back. */
export const toDate = (day: string) => new Date(`${day}T00:00:00Z`)
export const fromDate = (date: Date) => date.toISOString().slice(0, 10)
