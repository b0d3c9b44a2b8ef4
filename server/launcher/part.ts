import type { ChildProcess } from 'node:child_process'

/** A process of the product, kept alive until it is told to end. */
export interface PartSpec {
  name: string
  spawn(): ChildProcess
  /** Asked until it says yes. */
  healthy(): Promise<boolean>
  /** What ends it in an orderly way. */
  stopSignal: NodeJS.Signals
  /** Milliseconds until it is killed after that. */
  stopMs: number
}

export interface PartHooks {
  /** Told of each new process, so that the next start can end what a killed launcher left. */
  started(name: string, pid: number): void
  say(line: string): void
}

/** Supervises one process: restarts it when it ends unasked, ever slower while it keeps ending at once. */
export class Part {
  private child: ChildProcess | undefined
  private stopping = false
  private failures = 0
  private startedAt = 0

  constructor(
    private readonly spec: PartSpec,
    private readonly hooks: PartHooks,
  ) {}

  start(): void {
    this.startedAt = Date.now()
    const child = this.spec.spawn()
    this.child = child
    if (child.pid) this.hooks.started(this.spec.name, child.pid)
    child.once('error', (error) => this.ended(error.message))
    child.once('exit', (code, signal) => this.ended(signal ?? `code ${code}`))
  }

  /**
   * Waits until it serves.
   * @throws Error when it ends three times before that, or after `seconds`
   */
  async ready(seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000
    while (!(await this.spec.healthy())) {
      if (this.stopping) return
      if (this.failures >= 3) throw new Error(`${this.spec.name} ends as soon as it starts; see its log.`)
      if (Date.now() > end)
        throw new Error(`${this.spec.name} did not answer within ${seconds} s; see its log.`)
      await new Promise((next) => setTimeout(next, 100))
    }
    this.failures = 0
  }

  async stop(): Promise<void> {
    this.stopping = true
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(this.spec.stopSignal)
    const timer = setTimeout(() => child.kill('SIGKILL'), this.spec.stopMs)
    await gone
    clearTimeout(timer)
  }

  private ended(why: string): void {
    this.child = undefined
    if (this.stopping) return
    this.failures = Date.now() - this.startedAt > 10_000 ? 1 : this.failures + 1
    const waitMs = Math.min(5000, 100 * 2 ** this.failures)
    this.hooks.say(`${this.spec.name} ended (${why}); starting it again`)
    setTimeout(() => {
      if (!this.stopping) this.start()
    }, waitMs)
  }
}
