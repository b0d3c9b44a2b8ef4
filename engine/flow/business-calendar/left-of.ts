/** The working time until something is due, for a page that shows what is left of it as time goes by. */
export interface WorkingTime {
  /** The next stretches of it, epoch milliseconds. */
  spans: [from: number, to: number][]
  /** What comes after those, milliseconds. */
  laterMs: number
  /** A usual working day, milliseconds. */
  dayMs: number
}

/** Milliseconds of it that are left at an instant. */
export function leftOf({ spans, laterMs }: WorkingTime, at: number): number {
  return spans.reduce((sum, [from, to]) => sum + Math.max(0, to - Math.max(from, at)), laterMs)
}
