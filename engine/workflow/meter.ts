import type { Limits } from './limits.ts'

/** The run's own count of its history: the server's suggestion comes only at the next workflow task, which may be too late. */
export class Meter {
  events = 0
  bytes = 0
  /** The count at which the run last gave way to a long activity. */
  private putOffAt = 0

  constructor(private readonly limits: Limits) {}

  add(events: number, bytes = 0): void {
    this.events += events
    this.bytes += bytes
  }

  /** Whether the run should continue as new; `long`: an activity has been running for long. */
  isFull(long: boolean): boolean {
    if (this.mustStop()) return true
    if (long) return false
    return this.events - this.putOffAt >= this.limits.events || this.bytes >= this.limits.bytes
  }

  /** Whether nothing more may begin in this run, whatever is running. */
  mustStop(): boolean {
    return this.events >= this.limits.eventsAtMost || this.bytes >= this.limits.bytesAtMost
  }

  /** Goes on with the present history although it is full. */
  putOff(): void {
    this.putOffAt = this.events
  }
}
