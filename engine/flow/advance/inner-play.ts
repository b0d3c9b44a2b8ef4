import { durationMs, isDuration } from '../duration.ts'
import { findTask } from '../find-task.ts'
import { holdsTemplate } from '../holds-template.ts'
import type { Flow, Json, JsonObject, State, Task } from '../flow.ts'
import { worse } from './child-ended.ts'
import { isMap, withEntry } from './entries.ts'
import type { RenderResult, TaskEnd } from './events.ts'
import type { InnerCall } from './inner.ts'
import type { InnerRun } from './inner-state.ts'
import { conditionOf, textOf } from './read-property.ts'
import { nextAttemptAt } from './retry.ts'
import type { Attempt } from './state.ts'
import { allowed } from './task-end.ts'
import { changedVariables, refusedChange } from './variables.ts'

/** One attempt of an inner task run. */
export interface InnerAttempt {
  task: Task
  taskRunId: string
  /** From 1. */
  attempt: number
  context: JsonObject
  timeoutMs?: number
}

/** What plays inner task runs, and hears of them. */
export interface InnerHost {
  render(source: Json, context: JsonObject): Promise<RenderResult>
  run(attempt: InnerAttempt): Promise<TaskEnd>
  /** Resolves at that time, epoch milliseconds; rejects when all is over. */
  wait(until: number): Promise<void>
  now(): number
  tell(run: InnerRun): void
}

/**
 * Plays the inner task runs of an attempt one after the other, each with its own `runIf`, `timeout` and `retry`. After one that
 * failed no further one begins.
 * @returns what they come to
 */
export async function playInner(
  flow: Flow,
  call: InnerCall,
  host: InnerHost,
): Promise<{ state: 'SUCCESS' | 'WARNING' | 'FAILED'; message?: string }> {
  let result: State = 'SUCCESS'
  let { context } = call
  for (const run of call.runs) {
    const task = findTask(flow, run.taskId)
    if (!task) return { state: 'FAILED', message: `The flow has no task \`${run.taskId}\`` }
    const end = await new Life(task, run, { host, context }).play()
    const state = allowed({}, task, end.state)
    result = worse(result, state)
    if (state === 'FAILED') return { state, message: end.message }
    context = seenAfter(context, [run.taskId, ...call.values], { ...end, state })
  }
  return { state: result === 'WARNING' ? 'WARNING' : 'SUCCESS' }
}

/** How an inner task run ended. */
type Ended = Omit<TaskEnd, 'state'> & { state: State }

/** What inner task runs see after one that ended. @param path of its outputs: its task's id, then values */
export function seenAfter(context: JsonObject, path: string[], end: Ended): JsonObject {
  const { outputs, state, labels } = end
  const next: JsonObject = { ...context, tasks: withEntry(mapOf(context.tasks), path, { state }) }
  if (outputs) next.outputs = withEntry(mapOf(context.outputs), path, outputs)
  if (labels) next.labels = { ...mapOf(context.labels), ...labels }
  if (end.variables ?? end.unset) next.vars = changedVariables(mapOf(context.vars), end)
  return next
}

function mapOf(value: Json | undefined): JsonObject {
  return isMap(value) ? value : {}
}

class Life {
  private readonly attempts: Attempt[]
  private readonly startedAt: number
  private readonly host: InnerHost
  private readonly context: JsonObject

  constructor(
    private readonly task: Task,
    private readonly run: InnerCall['runs'][number],
    { host, context }: { host: InnerHost; context: JsonObject },
  ) {
    this.host = host
    this.context = context
    this.attempts = [...run.attempts]
    this.startedAt = host.now()
  }

  async play(): Promise<Ended> {
    const early = await this.before()
    if ('state' in early) return this.tellEnd(early)
    const before = this.attempts.length
    for (;;) {
      const end = await this.attempt(early.timeoutMs)
      const next = this.nextAt(end, before)
      if (next === undefined) return this.tellEnd(this.judged(end, before))
      this.tell('RETRYING')
      await this.host.wait(next)
    }
  }

  /** `runIf` and the time-out: the end where there will be no attempt. */
  private async before(): Promise<Ended | { timeoutMs?: number }> {
    const { runIf, timeout } = this.task
    const startedAt = this.startedAt
    if (runIf !== undefined) {
      const result = await this.host.render(runIf, this.scope())
      if ('error' in result)
        return { state: 'FAILED', startedAt, message: `runIf cannot be evaluated: ${result.error}` }
      if (!conditionOf(result.value)) return { state: 'SKIPPED', startedAt }
    }
    if (timeout === undefined) return {}
    if (!holdsTemplate(timeout)) return { timeoutMs: durationMs(timeout) }
    const result = await this.host.render(timeout, this.scope())
    if ('error' in result)
      return { state: 'FAILED', startedAt, message: `timeout cannot be evaluated: ${result.error}` }
    const text = textOf(result.value).trim()
    if (isDuration(text)) return { timeoutMs: durationMs(text) }
    return { state: 'FAILED', startedAt, message: `timeout is no ISO 8601 duration: ${text}` }
  }

  private async attempt(timeoutMs: number | undefined): Promise<TaskEnd> {
    const { task } = this
    const context = this.scope()
    this.attempts.push({ state: 'RUNNING', startedAt: this.host.now() })
    this.tell('RUNNING')
    const attempt = this.attempts.length
    const told = await this.host.run({ task, taskRunId: this.run.taskRunId, attempt, context, timeoutMs })
    const refused = refusedChange(mapOf(context.vars), told)
    const end: TaskEnd =
      refused === undefined ? told : { state: 'FAILED', message: refused, startedAt: told.startedAt }
    const { state, message, startedAt } = end
    const { logFile } = told
    const endedAt = end.endedAt ?? this.host.now()
    this.attempts.splice(-1, 1, { state, startedAt, endedAt, message, ...(logFile ? { logFile } : {}) })
    return end
  }

  /** When it is tried again; only its own retry counts: one of the levels around starts all inner task runs again. */
  private nextAt(end: TaskEnd, before: number): number | undefined {
    const { retry } = this.task
    if (end.state !== 'FAILED' || !retry) return undefined
    const attempts = this.attempts.slice(before)
    return nextAttemptAt(
      retry,
      { id: this.run.taskRunId, attempt: attempts.length, attempts },
      this.host.now(),
    )
  }

  private judged(end: TaskEnd, before: number): Ended {
    const isLate = end.state === 'SUCCESS' && this.attempts.length - before > 1
    return isLate && this.task.retry?.warningOnRetry ? { ...end, state: 'WARNING' } : end
  }

  private tell(state: State): void {
    const { taskId } = this.run
    this.host.tell({ taskId, state, attempts: [...this.attempts], startedAt: this.startedAt })
  }

  private tellEnd(ended: Ended): Ended {
    const { state, startedAt: _, ...end } = ended
    const { taskId } = this.run
    this.host.tell({ taskId, state, attempts: [...this.attempts], startedAt: this.startedAt, end })
    return ended
  }

  /** With its own `task` and `taskrun`. */
  private scope(): JsonObject {
    const { task, taskrun } = this.context
    const own = {
      ...mapOf(taskrun),
      id: this.run.taskRunId,
      startDate: new Date(this.startedAt).toISOString(),
      attemptsCount: this.attempts.length,
    }
    return { ...this.context, task: { ...mapOf(task), id: this.task.id, type: this.task.type }, taskrun: own }
  }
}
