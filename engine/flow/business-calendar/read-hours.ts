import type { Hours } from './calendar.ts'

/** Hours of a day as people write them: `09:00`, `24:00`. */
export interface WrittenHours {
  from: string
  to: string
}

const pattern = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/

/** Minutes since midnight; undefined where it is no time of a day. */
export function minutesOf(time: string): number | undefined {
  if (!pattern.test(time)) return undefined
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The hours of a day in their order, or what is wrong with them. */
export function readHours(written: readonly WrittenHours[]): { hours: Hours[] } | { problem: string } {
  const hours: Hours[] = []
  for (const one of written) {
    const [from, to] = [minutesOf(one.from), minutesOf(one.to)]
    if (from === undefined || to === undefined) return { problem: 'a time is written as 09:00' }
    if (to <= from) return { problem: 'it ends before it begins' }
    hours.push({ from, to })
  }
  hours.sort((a, b) => a.from - b.from)
  const overlap = hours.some(({ from }, index) => from < (hours[index - 1]?.to ?? 0))
  return overlap ? { problem: 'the hours overlap' } : { hours }
}
