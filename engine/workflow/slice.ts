import type { Limits } from './limits.ts'

/**
 * How many local activities may still run in this workflow task. The SDK sends no command before all local activities
 * of a workflow task have ended, so without an end to the slice nothing else would go out or come in.
 */
export class Slice {
  private calls = 0
  private bytes = 0
  private closed = false
  private since: number

  constructor(
    private readonly limits: Limits,
    now: number,
  ) {
    this.since = now
  }

  /** After a real boundary between two workflow tasks. */
  renew(now: number): void {
    this.calls = 0
    this.bytes = 0
    this.closed = false
    this.since = now
  }

  /** A command waits to go out: no more local activities in this workflow task. */
  close(): void {
    this.closed = true
  }

  began(): void {
    this.calls++
  }

  took(bytes: number): void {
    this.bytes += bytes
  }

  admits(now: number): boolean {
    const { sliceCalls, sliceBytes, sliceMs } = this.limits
    return !this.closed && this.calls < sliceCalls && this.bytes < sliceBytes && now - this.since < sliceMs
  }
}
