import { CancellationScope } from '@temporalio/workflow'
import type { RunEvent } from '../flow/advance/events.ts'
import { Backlog, isCall, type LocalJob, type RemoteJob } from './jobs.ts'
import type { JobHost } from './job-host.ts'
import { killed, performLocal, performRemote } from './perform.ts'
import { performCall } from './perform-call.ts'

interface Going {
  scope: CancellationScope
  since: number
}

/** What the runner tells the shell of. */
export interface JobListener extends JobHost {
  /** Something came from outside: a new workflow task has begun. */
  crossed(): void
  apply(event: RunEvent): void
  /** Something may begin or be stored that could not before. */
  pump(): void
}

/** The jobs of a run: what waits for its turn, and what is under way. */
export class JobRunner {
  private readonly locals = new Backlog<LocalJob>()
  private readonly remotes = new Backlog<RemoteJob>()
  private readonly going = new Map<string, Going>()
  private localsGoing = 0
  private escalated = 0 // local jobs that go on in an activity

  constructor(private readonly shell: JobListener) {}

  pushLocal(job: LocalJob): void {
    this.locals.push(job)
  }

  pushRemote(job: RemoteJob): void {
    this.remotes.push(job)
  }

  /** Jobs under way. */
  get inFlight(): number {
    return this.going.size + this.localsGoing + this.escalated
  }

  /** Jobs that were asked for and not begun: the next run begins them. */
  pending(): (LocalJob | RemoteJob)[] {
    return [...this.locals.all(), ...this.remotes.all()]
  }

  get waiting(): number {
    return this.locals.size + this.remotes.size
  }

  get localsWait(): boolean {
    return this.locals.size > 0
  }

  /** Whether local jobs hold this workflow task: no command goes out before they have ended. */
  get isLocalGoing(): boolean {
    return this.localsGoing > 0
  }

  /** Whether an activity has been running since before that time, epoch milliseconds. */
  isGoingSince(before: number): boolean {
    return [...this.going.values()].some(({ since }) => since < before)
  }

  /** Begins whatever may begin now. */
  begin(): void {
    const { limits, slice } = this.shell
    while (this.remotes.size > 0 && this.going.size < limits.activitiesInFlight) this.beginRemote()
    while (this.locals.size > 0 && slice.admits(Date.now())) this.beginLocal()
  }

  cancel(taskRunId: string): void {
    const going = this.going.get(taskRunId)
    if (going) return going.scope.cancel()
    const job = this.remotes.remove(taskRunId) ?? this.locals.remove(taskRunId)
    if (!job || job.kind === 'render' || isCall(job)) return
    // after the step that asked for it
    void Promise.resolve().then(() => this.shell.apply(killed(job, 'Cancelled')))
  }

  /** Begins nothing more, and cancels what is under way. */
  end(): void {
    this.locals.clear()
    this.remotes.clear()
    for (const { scope } of this.going.values()) scope.cancel()
  }

  private beginLocal(): void {
    const job = this.locals.take()
    if (!job) return
    const { slice, meter } = this.shell
    this.localsGoing++
    slice.began()
    let escalated = false
    const escalate = () => {
      escalated = true
      this.localsGoing--
      this.escalated++
      meter.add(6)
      slice.close()
      // after its command is made: what waited for the slice's end goes out with it
      void Promise.resolve().then(() => this.shell.pump())
    }
    void performLocal(this.shell, job, escalate).then((event) => {
      if (escalated) {
        this.escalated--
        this.shell.crossed()
      } else this.localsGoing--
      this.shell.apply(event)
    })
  }

  private beginRemote(): void {
    const job = this.remotes.take()
    if (!job) return
    this.shell.slice.close()
    const scope = new CancellationScope()
    const key = isCall(job) ? `${job.kind}:${job.taskRunId}:${job.attempt}` : job.taskRunId
    this.going.set(key, { scope, since: Date.now() })
    const perform = () => (isCall(job) ? performCall(this.shell, job) : performRemote(this.shell, job))
    void scope.run(perform).then((event) => {
      this.going.delete(key)
      this.shell.crossed()
      this.shell.apply(event)
    })
  }
}
