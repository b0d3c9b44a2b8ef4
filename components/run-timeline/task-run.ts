import type { JsonObject, State } from '#engine/flow/flow.ts'

/** What the timeline reads of an execution's task runs: REST's shape. Instants are ISO 8601. */
export interface TimedRun {
  id: string
  taskId: string
  taskType: string
  parentTaskRunId?: string
  value?: string
  iteration?: number
  attempts?: { state: TimedState }[]
  outputs?: JsonObject
  message?: string
  state: TimedState
}

export interface TimedState {
  current: State
  startDate: string
  endDate?: string
}

export interface TreeRow {
  run: TimedRun
  depth: number
  hasChildren: boolean
}

/** Parents before their children, each in the order in which it began. */
export function treeOf(runs: readonly TimedRun[], closed: ReadonlySet<string>): TreeRow[] {
  const ids = new Set(runs.map((run) => run.id))
  const children = new Map<string, TimedRun[]>()
  for (const run of runs) {
    const parent =
      run.parentTaskRunId !== undefined && ids.has(run.parentTaskRunId) ? run.parentTaskRunId : ''
    children.set(parent, [...(children.get(parent) ?? []), run])
  }
  const rows: TreeRow[] = []
  const walk = (parent: string, depth: number) => {
    for (const run of children.get(parent) ?? []) {
      const hasChildren = children.has(run.id)
      rows.push({ run, depth, hasChildren })
      if (hasChildren && !closed.has(run.id)) walk(run.id, depth + 1)
    }
  }
  walk('', 0)
  return rows
}

export interface Span {
  /** Per cent of the whole. */
  left: number
  width: number
  state: State
}

interface Window {
  from: number
  to: number
}

function spanOf(state: TimedState, { from, to }: Window): Span {
  const whole = Math.max(to - from, 1)
  const start = Date.parse(state.startDate)
  const end = state.endDate === undefined ? to : Date.parse(state.endDate)
  const left = Math.min(Math.max(((start - from) / whole) * 100, 0), 100)
  return {
    left,
    width: Math.min(Math.max(((end - start) / whole) * 100, 0), 100 - left),
    state: state.current,
  }
}

/** The bars of a task run: one, or one for each attempt where there were several. */
export function spansOf(run: TimedRun, window: Window): Span[] {
  const attempts = run.attempts ?? []
  return attempts.length > 1
    ? attempts.map(({ state }) => spanOf(state, window))
    : [spanOf(run.state, window)]
}

/** `1.2 s`, `3 min 05 s`, `2 h 10 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  if (ms < 1000) return `${String(Math.max(0, Math.round(ms)))} ms`
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${String(minutes)} min ${two(Math.floor(seconds % 60))} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${String(hours)} h ${two(minutes % 60)} min`
  return `${String(Math.floor(hours / 24))} d ${String(hours % 24)} h`
}

/** How long a state lasted, or has lasted so far. */
export function lasted({ startDate, endDate }: TimedState, now: number): string {
  return durationText((endDate === undefined ? now : Date.parse(endDate)) - Date.parse(startDate))
}
