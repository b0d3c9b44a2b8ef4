import { CancellationScope, sleep } from '@temporalio/workflow'
import type { Flow } from '../flow/flow.ts'
import type { Effect, Program, RunEvent, RunState, Step } from '../flow/advance/types.ts'
import { callRemote, reasonOf } from './calls.ts'
import type { Interpreter } from './interpreter.ts'
import { Backlog, isLocal, isRemote, type LocalJob, type RemoteJob } from './jobs.ts'
import type { Limits } from './limits.ts'
import type { ProgressAnswer, ProgressBatch, RunInput } from './messages.ts'
import { Meter } from './meter.ts'
import { killed, performLocal, performRemote, type JobHost } from './perform.ts'
import { Recorder } from './recorder.ts'
import { sizeOf } from './size.ts'
import { Slice } from './slice.ts'
import { Timers } from './timers.ts'

interface Going {
  scope: CancellationScope
  since: number
}

/** What a run is played with. */
export interface ShellParts {
  input: RunInput
  flow: Flow
  interpreter: Interpreter
  limits: Limits
}

/**
 * Plays one run: applies events to the pure interpreter and carries out its effects as Temporal commands.
 * Every method is synchronous; what takes time comes back as an event.
 */
export class Shell implements JobHost {
  readonly input: RunInput
  readonly interpreter: Interpreter
  readonly limits: Limits
  readonly program: Program
  readonly slice: Slice
  readonly meter: Meter
  recorder: Recorder
  private current: RunState | undefined
  private readonly locals = new Backlog<LocalJob>()
  private readonly remotes = new Backlog<RemoteJob>()
  private readonly going = new Map<string, Going>()
  private readonly timers: Timers
  private localsGoing = 0
  private escalated = 0 // local jobs that go on in an activity
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
    const before = Date.now() - this.limits.longActivityMs
    const long = [...this.going.values()].some(({ since }) => since < before)
    return this.meter.isFull(long) || this.rests()
  }

  /** Whether only a long wait lies ahead: it should begin with a fresh history. */
  private rests(): boolean {
    const busy = this.locals.size + this.remotes.size + this.inFlight + this.recorder.waiting
    if (!this.moved || busy > 0) return false
    const from = Date.now() + this.limits.longWaitMs
    return Object.values(this.state.timers).every((until) => until > from)
  }

  /** Effects that were asked for and not begun: the next run begins them. */
  pending(): Effect[] {
    return [...this.locals.all(), ...this.remotes.all()]
  }

  get inFlight(): number {
    return this.going.size + this.localsGoing + this.escalated
  }

  private take(step: Step): void {
    this.current = step.state
    this.recorder.add(step.facts)
    for (const effect of step.effects) this.carryOut(effect)
  }

  private carryOut(effect: Effect): void {
    if (isLocal(effect)) this.locals.push(effect)
    else if (isRemote(effect)) this.remotes.push(effect)
    else if (effect.kind === 'cancel-timer') this.timers.disarm(effect.timerId)
    else if (effect.kind === 'cancel-task') this.cancel(effect.taskRunId)
    else if (effect.kind === 'end') this.end()
    else if (!this.draining) this.timers.arm(effect.timerId, effect.until)
  }

  private end(): void {
    this.ended = true
    this.locals.clear()
    this.remotes.clear()
    this.timers.disarmAll()
    for (const { scope } of this.going.values()) scope.cancel()
  }

  private cancel(taskRunId: string): void {
    const going = this.going.get(taskRunId)
    if (going) return going.scope.cancel()
    const job = this.remotes.remove(taskRunId) ?? this.locals.remove(taskRunId)
    if (!job || job.kind === 'render') return
    // after the step that asked for it
    void Promise.resolve().then(() => this.apply(killed(job, 'Cancelled')))
  }

  /** Begins whatever may begin now, and stores what can be stored. */
  private pump(): void {
    if (this.stale || this.broken) return
    const works = !this.ended && !this.draining && !this.recorder.isFull()
    if (works) {
      while (this.remotes.size > 0 && this.going.size < this.limits.activitiesInFlight) this.beginRemote()
      while (this.locals.size > 0 && this.slice.admits(Date.now())) this.beginLocal()
    }
    if (this.localsGoing > 0) return
    this.store()
    if (works && this.locals.size > 0) this.cross()
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

  private beginLocal(): void {
    const job = this.locals.take()
    if (!job) return
    this.localsGoing++
    this.slice.began()
    let escalated = false
    const escalate = () => {
      escalated = true
      this.localsGoing--
      this.escalated++
      this.meter.add(6)
      this.slice.close()
      // after its command is made: what waited for the slice's end goes out with it
      void Promise.resolve().then(() => this.pump())
    }
    void performLocal(this, job, escalate).then((event) => {
      if (escalated) {
        this.escalated--
        this.crossed()
      } else this.localsGoing--
      this.apply(event)
    })
  }

  private beginRemote(): void {
    const job = this.remotes.take()
    if (!job) return
    this.slice.close()
    const scope = new CancellationScope()
    this.going.set(job.taskRunId, { scope, since: Date.now() })
    void scope
      .run(() => performRemote(this, job))
      .then((event) => {
        this.going.delete(job.taskRunId)
        this.crossed()
        this.apply(event)
      })
  }

  private store(): void {
    const batch = this.recorder.next(this.state, this.draining || this.ended)
    if (!batch) return
    this.slice.close()
    this.meter.add(6, sizeOf(batch))
    void this.send(batch)
  }

  private async send(batch: ProgressBatch): Promise<void> {
    try {
      const answer = await callRemote<ProgressAnswer>('recordProgress', batch, {
        timeoutMs: this.limits.endGraceMs,
      })
      this.recorder.done(batch)
      if (answer.kind === 'stale') {
        this.stale = true
        this.end()
      }
    } catch (error) {
      this.broken = reasonOf(error)
    }
    this.crossed()
    this.pump()
  }
}
