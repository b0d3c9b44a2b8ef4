import type { JsonObject, State, Task } from '../flow.ts'
import { isTerminal } from '../flow.ts'
import { playsInner } from './inner-state.ts'
import { placesOf, type Places } from './keep-places.ts'
import type { Attempt } from './state.ts'
import type { Program } from './types.ts'

/** A task run as it was recorded. */
export interface RecordedRun {
  id: string
  taskId: string
  parentId?: string
  value?: string
  iteration?: number
  round: number
  /** The newest round in which it counts, where that is a later one. */
  lastRound?: number
  position: number
  state: State
  attempts: Attempt[] | null
  outputs?: JsonObject
  message?: string
  startedAt?: number
}

/** One that the next attempt at the execution takes over. */
export interface KeptRun extends RecordedRun {
  /** It counts as ended; it is played again under its id; or its children are played on, and what it waited for is over. */
  as: 'done' | 'again' | 'open'
}

/** What a person wants of an execution that has ended. */
export type Again =
  /** What failed, and all after it. */
  | { kind: 'restart' }
  /** That task run, and all after it. */
  | { kind: 'from'; taskRunId: string }
  /** On from there as if that task run had ended so. */
  | { kind: 'mark'; taskRunId: string; state: State }

export type AgainPlan = { kept: KeptRun[]; dropped: string[] } | { problem: 'nothing' | 'unknown' | 'inner' }

const bad: ReadonlySet<State> = new Set(['FAILED', 'KILLED', 'CANCELLED'])

/**
 * Which recorded task runs the next attempt takes over and how, and which are gone: runs of `errors`, `finally` and
 * `afterExecution` of every level that is played on, and what follows what is played again.
 * @returns `nothing`: no task run to begin with; `unknown`: the execution has no such task run; `inner`: it cannot be marked,
 * because the one around it begins whole
 */
export function planAgain(program: Program, runs: readonly RecordedRun[], again: Again): AgainPlan {
  const plan = new Planning(program, runs)
  if (again.kind === 'restart') return plan.restart()
  const chosen = plan.byId.get(again.taskRunId)
  if (!chosen || !plan.places.has(chosen.taskId)) return { problem: 'unknown' }
  if (again.kind === 'from') return plan.from(chosen)
  return plan.isInner(chosen) ? { problem: 'inner' } : plan.mark(chosen, again.state)
}

/** Those that count in a round: its own, those of earlier rounds that it took over, and what these hold. */
export function currentRuns<R extends RecordedRun>(runs: readonly R[], round: number): R[] {
  const own = new Set(
    runs.filter((run) => run.round === round || run.lastRound === round).map(({ id }) => id),
  )
  return runs.filter(({ id }) => own.has(id))
}

class Planning {
  readonly byId: Map<string, RecordedRun>
  readonly places: Places
  private readonly children = new Map<string | undefined, RecordedRun[]>()
  private readonly dropped = new Set<string>()
  private readonly reopened = new Set<string>()

  constructor(
    private readonly program: Program,
    private readonly runs: readonly RecordedRun[],
  ) {
    this.byId = new Map(runs.map((run) => [run.id, run]))
    this.places = placesOf(program.flow)
    for (const run of runs) {
      const siblings = this.children.get(run.parentId)
      if (siblings) siblings.push(run)
      else this.children.set(run.parentId, [run])
    }
  }

  restart(): AgainPlan {
    const failed = this.runs.filter(({ state }) => bad.has(state) || !isTerminal(state))
    if (failed.length === 0) return { problem: 'nothing' }
    for (const run of failed) this.reopen(this.outsideOfSides(run))
    for (const owner of [undefined, ...this.reopened]) this.dropSides(owner, 0)
    return this.result()
  }

  from(chosen: RecordedRun): AgainPlan {
    this.reopen(chosen)
    for (const child of this.children.get(chosen.id) ?? []) this.drop(child)
    this.dropAfter(chosen, true)
    return this.result()
  }

  mark(chosen: RecordedRun, state: State): AgainPlan {
    if (chosen.parentId !== undefined) this.reopen(this.byId.get(chosen.parentId))
    this.dropAfter(chosen, false)
    const attempts = chosen.attempts?.map((attempt, index, all) =>
      index === all.length - 1 ? { ...attempt, state } : attempt,
    )
    return this.result({ ...chosen, state, attempts: attempts ?? null })
  }

  /** A failure of `errors` or `finally` is one of the level that they belong to. */
  private outsideOfSides(run: RecordedRun): RecordedRun | undefined {
    let outer: RecordedRun | undefined = run
    for (let at: RecordedRun | undefined = run; at; at = this.parentOf(at)) {
      if (this.phaseOf(at) > 0) outer = this.parentOf(at)
    }
    return outer
  }

  private reopen(run: RecordedRun | undefined): void {
    for (let at = run; at; at = this.parentOf(at)) this.reopened.add(at.id)
  }

  private dropSides(owner: string | undefined, after: number): void {
    for (const child of this.children.get(owner) ?? []) if (this.phaseOf(child) > after) this.drop(child)
  }

  /** What came later at each level around it; `siblings`: also of the body that it is part of. */
  private dropAfter(chosen: RecordedRun, siblings: boolean): void {
    for (let at: RecordedRun | undefined = chosen; at; at = this.parentOf(at)) {
      const phase = this.phaseOf(at)
      this.dropSides(at.parentId, phase)
      if (!siblings) continue
      for (const sibling of this.children.get(at.parentId) ?? []) {
        if (sibling !== at && this.phaseOf(sibling) === phase && this.follows(at, sibling)) this.drop(sibling)
      }
    }
  }

  private drop(run: RecordedRun): void {
    this.dropped.add(run.id)
    for (const child of this.children.get(run.id) ?? []) this.drop(child)
  }

  private follows(earlier: RecordedRun, later: RecordedRun): boolean {
    if (earlier.round !== later.round) return later.round > earlier.round
    const parent = this.parentOf(earlier)
    const task = parent && this.places.get(parent.taskId)?.task
    const control = task && this.program.controls[task.type]
    if (task && control?.follows && this.phaseOf(earlier) === 0) return control.follows(task, earlier, later)
    const [first = 0, second = 0] = [earlier.iteration, later.iteration]
    if (first !== second) return second > first
    return (this.places.get(later.taskId)?.index ?? 0) > (this.places.get(earlier.taskId)?.index ?? 0)
  }

  private result(marked?: RecordedRun): AgainPlan {
    for (const id of this.reopened) {
      const task = this.taskOf(id)
      // what plays its children by itself begins whole
      if (task && playsInner(task)) for (const child of this.children.get(id) ?? []) this.drop(child)
    }
    const kept = this.runs.filter(({ id, taskId }) => !this.dropped.has(id) && this.places.has(taskId))
    const gone = this.runs.filter(({ id, taskId }) => this.dropped.has(id) || !this.places.has(taskId))
    const parents = new Set(kept.map(({ parentId }) => parentId))
    return {
      kept: kept.map((run): KeptRun => {
        if (run.id === marked?.id) return { ...marked, as: 'done' }
        if (!this.reopened.has(run.id)) return { ...run, as: 'done' }
        const state = this.isFlowControl(run.id) ? 'RUNNING' : 'RESTARTED'
        return { ...run, state, message: undefined, as: parents.has(run.id) ? 'open' : 'again' }
      }),
      dropped: gone.map(({ id }) => id),
    }
  }

  /** Whether it is played by the attempt of the task run around it. */
  isInner(run: RecordedRun): boolean {
    const outer = this.parentOf(run)
    const task = outer && this.taskOf(outer.id)
    return task !== undefined && playsInner(task) && this.phaseOf(run) === 0
  }

  private isFlowControl(id: string): boolean {
    const task = this.taskOf(id)
    return task?.mode === 'control' && this.program.controls[task.type]?.attempts !== true
  }

  private taskOf(id: string): Task | undefined {
    return this.places.get(this.byId.get(id)?.taskId ?? '')?.task
  }

  private parentOf({ parentId }: RecordedRun): RecordedRun | undefined {
    return parentId === undefined ? undefined : this.byId.get(parentId)
  }

  private phaseOf({ taskId }: RecordedRun): number {
    return this.places.get(taskId)?.phase ?? 0
  }
}
