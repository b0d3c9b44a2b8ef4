import { sleep } from '@temporalio/workflow'
import type { Effect } from '../flow/advance/effects.ts'
import { endsAreStoredAtOnce } from '../flow/advance/semantics.ts'
import type { RunEvent } from '../flow/advance/events.ts'
import type { RunState } from '../flow/advance/state.ts'
import type { Program, Step } from '../flow/advance/types.ts'
import { reasonOf } from './calls.ts'
import type { Interpreter } from './interpreter.ts'
import { JobRunner, type JobListener } from './job-runner.ts'
import { isLocal, isRemote } from './jobs.ts'
import type { Limits } from './limits.ts'
import type { ProgressBatch, RunInput } from './messages.ts'
import { Meter } from './meter.ts'
import { sendProgress } from './progress.ts'
import { Recorder } from './recorder.ts'
import { sizeOf } from './size.ts'
import type { ShellParts } from './shell-parts.ts'
import { Slice } from './slice.ts'
import { Timers } from './timers.ts'

/**
 * Plays one run: applies events to the pure interpreter and carries out its effects as Temporal commands.
 * Every method is synchronous; what takes time comes back as an event.
 */
export class Shell implements JobListener {
  readonly input: RunInput
  readonly interpreter: Interpreter
  readonly limits: Limits
  readonly program: Program
  readonly slice: Slice
  readonly meter: Meter
  recorder: Recorder
  private current: RunState | undefined
  private readonly jobs = new JobRunner(this)
  private readonly timers: Timers
  private crossing = false
  private draining = false
  /** Whether anything happened since this run began: else a fresh history would be no fresher. */
  private moved = false
  /** Events have several clocks; for the interpreter time never goes back. */
  private latest = 0
  ended = false
  /** A newer generation owns the execution: this run ends without a word. */
  stale = false
  /** Why facts cannot be stored: the run fails, and the sweep tells so. */
  broken: string | undefined

  constructor({ input, flow, interpreter, limits }: ShellParts) {
    this.input = input
    this.interpreter = interpreter
    this.limits = limits
    this.program = { flow, controls: interpreter.controls }
    this.slice = new Slice(limits, Date.now())
    this.meter = new Meter(limits)
    this.recorder = new Recorder(limits, input.seq)
    this.timers = new Timers({
      arming: () => {
        this.slice.close()
        this.meter.add(5)
      },
      fired: (timerId) => {
        this.crossed()
        this.apply({ kind: 'timer-fired', at: Date.now(), timerId })
      },
    })
  }

  get state(): RunState {
    if (!this.current) throw new Error('The run has not begun')
    return this.current
  }

  start(step: Step): void {
    this.moved = true
    this.take(step)
    this.pump()
  }

  /** Goes on from a state; its open timers are armed again. */
  resume(state: RunState, pending: readonly Effect[]): void {
    this.current = state
    this.recorder = new Recorder(this.limits, this.input.seq, this.current)
    for (const effect of pending) this.carryOut(effect)
    this.timers.armAll(this.state.timers)
    this.pump()
  }

  /** Goes on from what was stored of a run that was lost: what was under way begins again. */
  takeOver(state: RunState): void {
    this.current = state
    this.recorder = new Recorder(this.limits, this.input.seq, state)
    this.start(this.interpreter.interrupted(this.program, state, Date.now()))
    this.timers.armAll(this.state.timers)
  }

  /** Applies what happened, at once. An error of the interpreter ends the execution as FAILED instead of hanging it. */
  apply(event: RunEvent): void {
    if (this.ended || this.stale) return this.pump()
    this.moved = true
    this.latest = Math.max(this.latest, event.at)
    try {
      this.take(this.interpreter.advance(this.program, this.state, { ...event, at: this.latest }))
    } catch (error) {
      this.fail(reasonOf(error))
    }
    this.pump()
  }

  /** Ends the execution as FAILED with a message for the engineer. */
  fail(message: string): void {
    if (this.ended) return
    this.recorder.add([{ kind: 'execution', at: Date.now(), state: 'FAILED', error: message }])
    this.current = { ...this.state, status: 'FAILED', error: { message } }
    this.end()
    this.pump()
  }

  /** Something came from outside: a new workflow task has begun, and with it a new slice. */
  crossed(): void {
    this.slice.renew(Date.now())
  }

  /** Begins nothing new from now on. */
  drain(): void {
    this.draining = true
    this.pump()
  }

  /** Takes the work up again in this run, although its history is full. */
  putOff(): void {
    this.draining = false
    this.meter.putOff()
    this.timers.armAll(this.state.timers)
    this.pump()
  }

  /** Whether nothing of this run is under way and all its facts are stored. */
  isQuiet(): boolean {
    return this.inFlight === 0 && this.recorder.holds(this.state)
  }

  /** Whether the run should continue as new. */
  isFull(): boolean {
    if (this.ended) return false
    const long = this.jobs.isGoingSince(Date.now() - this.limits.longActivityMs)
    return this.meter.isFull(long) || this.rests()
  }

  /** Whether only a long wait lies ahead: it should begin with a fresh history. */
  private rests(): boolean {
    const busy = this.jobs.waiting + this.inFlight + this.recorder.waiting
    if (!this.moved || busy > 0) return false
    const from = Date.now() + this.limits.longWaitMs
    return Object.values(this.state.timers).every((until) => until > from)
  }

  /** Effects that were asked for and not begun: the next run begins them. */
  pending(): Effect[] {
    return this.jobs.pending()
  }

  get inFlight(): number {
    return this.jobs.inFlight
  }

  private take(step: Step): void {
    this.current = step.state
    this.recorder.add(step.facts)
    for (const effect of step.effects) this.carryOut(effect)
  }

  private carryOut(effect: Effect): void {
    if (isLocal(effect)) this.jobs.pushLocal(effect)
    else if (isRemote(effect)) this.jobs.pushRemote(effect)
    else if (effect.kind === 'cancel-timer') this.timers.disarm(effect.timerId)
    else if (effect.kind === 'cancel-task') this.jobs.cancel(effect.taskRunId)
    else if (effect.kind === 'end') this.end()
    else if (!this.draining) this.timers.arm(effect.timerId, effect.until)
  }

  private end(): void {
    this.ended = true
    this.timers.disarmAll()
    this.jobs.end()
  }

  /** Begins whatever may begin now, and stores what can be stored. */
  pump(): void {
    if (this.stale || this.broken) return
    const works = !this.ended && !this.draining && !this.recorder.isFull()
    if (works) this.jobs.begin()
    if (this.jobs.isLocalGoing) return
    this.store()
    if (works && this.jobs.localsWait) this.cross()
  }

  /** Ends the slice by a real boundary: a timer goes out with this workflow task, and its firing makes the next. */
  private cross(): void {
    if (this.crossing) return
    this.crossing = true
    this.meter.add(5)
    void sleep(1).then(() => {
      this.crossing = false
      this.crossed()
      this.pump()
    })
  }

  private store(): void {
    const batch = this.recorder.next(this.state, this.draining || this.ended)
    if (!batch) return
    this.slice.close()
    this.meter.add(6, sizeOf(batch))
    void this.send(batch)
  }

  private isLast({ root }: ProgressBatch): boolean {
    return (
      this.ended && this.inFlight === 0 && root !== undefined && this.state.semantics >= endsAreStoredAtOnce
    )
  }

  private async send(batch: ProgressBatch): Promise<void> {
    const { stale, broken } = await sendProgress(batch, { limits: this.limits, atOnce: this.isLast(batch) })
    this.broken = broken
    if (broken === undefined) this.recorder.done(batch)
    if (stale) {
      this.stale = true
      this.end()
    }
    this.crossed()
    this.pump()
  }
}
