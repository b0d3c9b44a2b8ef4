import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow'

export interface TimerHost {
  /** A timer's command is about to be made. */
  arming(): void
  fired(timerId: string): void
}

/** Timers by id. Their deadlines live in the state, so a run that continues as new simply lets them go. */
export class Timers {
  private readonly scopes = new Map<string, CancellationScope>()

  constructor(private readonly host: TimerHost) {}

  /** Deadline in epoch milliseconds; one that has passed fires at once. */
  arm(timerId: string, until: number): void {
    if (this.scopes.has(timerId)) return
    this.host.arming()
    const scope = new CancellationScope()
    this.scopes.set(timerId, scope)
    const waiting = scope.run(() => sleep(Math.max(until - Date.now(), 1)))
    void waiting.then(
      () => {
        this.scopes.delete(timerId)
        this.host.fired(timerId)
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error
      },
    )
  }

  armAll(deadlines: Readonly<Record<string, number>>): void {
    for (const [timerId, until] of Object.entries(deadlines)) this.arm(timerId, until)
  }

  disarm(timerId: string): void {
    this.scopes.get(timerId)?.cancel()
    this.scopes.delete(timerId)
  }

  disarmAll(): void {
    for (const scope of this.scopes.values()) scope.cancel()
    this.scopes.clear()
  }
}
