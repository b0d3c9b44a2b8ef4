import { dayIn } from './day.ts'
import type { Away } from './view.ts'

/** Whether somebody who is away now is still away at a later instant, by the clocks of their own zone. */
export function isAwayAt({ until }: Away, timeZone: string, at: Date): boolean {
  return until === undefined || dayIn(timeZone, at) <= until
}
