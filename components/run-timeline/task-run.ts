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
  open: boolean
  /** Of a loop. */
  iterations?: Iterations
}

/** Task runs of the iterations of a loop: the iterations themselves are none. */
export interface Iterations {
  count: number
  /** How many of them have their task runs shown. */
  shown: number
  states: Partial<Record<State, number>>
}

export interface TreeView {
  /** Those that a person has opened or closed; others are open unless they are long loops. */
  toggled: ReadonlySet<string>
  /** How many iterations more of a loop are shown, by the id of its task run. */
  more: ReadonlyMap<string, number>
}

/** A loop with more iterations begins closed; so many are shown at a time. */
export const iterationsShown = 20

/** Parents before their children, each in the order in which it began. Of a loop no more iterations than were asked for. */
export function treeOf(runs: readonly TimedRun[], { toggled, more }: TreeView): TreeRow[] {
  const children = childrenOf(runs)
  const rows: TreeRow[] = []
  const walk = (parent: string, depth: number, shown: number) => {
    for (const run of children.get(parent) ?? []) {
      if (run.iteration !== undefined && !isAmong(firsts.get(parent), run.iteration, shown)) continue
      const hasChildren = children.has(run.id)
      const counted = iterationsOf(children.get(run.id) ?? [])
      const long = counted !== undefined && counted.count > iterationsShown
      const open = hasChildren && toggled.has(run.id) === long
      const limit = iterationsShown + (more.get(run.id) ?? 0)
      const iterations = counted && { ...counted, shown: open ? Math.min(limit, counted.count) : 0 }
      rows.push({ run, depth, hasChildren, open, ...(iterations ? { iterations } : {}) })
      if (open) walk(run.id, depth + 1, limit)
    }
  }
  const firsts = new Map(Array.from(children, ([id, list]) => [id, orderOf(list)]))
  walk('', 0, iterationsShown)
  return rows
}

/** Iterations of an open loop that are not shown. */
export function hiddenIn({ open, iterations }: TreeRow): number {
  return open && iterations ? iterations.count - iterations.shown : 0
}

/** The rows, and after what is shown of a long loop the place where the rest of it would be. */
export function linesOf(rows: readonly TreeRow[]): { row: TreeRow; ends: boolean }[] {
  const lines: { row: TreeRow; ends: boolean }[] = []
  const loops: TreeRow[] = []
  const close = (depth: number) => {
    for (let loop = loops.at(-1); loop && loop.depth >= depth; loop = loops.at(-1)) {
      lines.push({ row: loop, ends: true })
      loops.pop()
    }
  }
  for (const row of rows) {
    close(row.depth)
    lines.push({ row, ends: false })
    if (hiddenIn(row) > 0) loops.push(row)
  }
  close(0)
  return lines
}

function childrenOf(runs: readonly TimedRun[]): Map<string, TimedRun[]> {
  const ids = new Set(runs.map((run) => run.id))
  const children = new Map<string, TimedRun[]>()
  for (const run of runs) {
    const known = run.parentTaskRunId !== undefined && ids.has(run.parentTaskRunId)
    const parent = known ? (run.parentTaskRunId ?? '') : ''
    const list = children.get(parent)
    if (list) list.push(run)
    else children.set(parent, [run])
  }
  return children
}

/** The place of each iteration among those that have begun. */
function orderOf(runs: readonly TimedRun[]): ReadonlyMap<number, number> {
  const numbers = new Set(runs.flatMap(({ iteration }) => iteration ?? []))
  return new Map([...numbers].sort((a, b) => a - b).map((number, index) => [number, index]))
}

function isAmong(order: ReadonlyMap<number, number> | undefined, iteration: number, shown: number): boolean {
  return (order?.get(iteration) ?? 0) < shown
}

/** States from the gravest on. */
export const badness: readonly State[] = [
  'FAILED',
  'KILLED',
  'CANCELLED',
  'WARNING',
  'RUNNING',
  'PAUSED',
  'SUCCESS',
]

/** Undefined where the children are no iterations. An iteration is as bad as the worst of its task runs. */
function iterationsOf(children: readonly TimedRun[]): Omit<Iterations, 'shown'> | undefined {
  const worst = new Map<number, State>()
  for (const { iteration, state } of children) {
    if (iteration === undefined) continue
    const had = worst.get(iteration)
    if (had === undefined || rank(state.current) < rank(had)) worst.set(iteration, state.current)
  }
  if (worst.size === 0) return undefined
  const states: Partial<Record<State, number>> = {}
  for (const state of worst.values()) states[state] = (states[state] ?? 0) + 1
  return { count: worst.size, states }
}

function rank(state: State): number {
  const place = badness.indexOf(state)
  return place < 0 ? badness.length : place
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
