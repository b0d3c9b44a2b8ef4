import { dayMs, dayOf, spansOn, type BusinessCalendar, type Span } from './calendar.ts'

/**
 * Counts the working time between many pairs of instants of one stretch of time, whose days are looked at once.
 * @returns milliseconds between two instants that are both within it
 */
export function workClock(
  calendar: BusinessCalendar,
  { from, to }: Span,
): (since: number, until: number) => number {
  const spans: (Span & { before: number })[] = []
  let sum = 0
  for (let day = dayOf(calendar, from) - dayMs; day <= dayOf(calendar, to); day += dayMs)
    for (const span of spansOn(calendar, day)) {
      spans.push({ ...span, before: sum })
      sum += span.to - span.from
    }
  const passedAt = (at: number) => {
    const last = spans[lastBefore(spans, at)]
    return last ? last.before + Math.min(at, last.to) - last.from : 0
  }
  return (since, until) => Math.max(0, passedAt(until) - passedAt(since))
}

/** Index of the last span that has begun; -1 for none. */
function lastBefore(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.from ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
