import { isTerminal, logLevels, type JsonObject, type State, type Task } from '../flow.ts'
import { taskOf } from './task-index.ts'
import type { Effect, RenderItem } from './effects.ts'
import type { Fact } from './facts.ts'
import type { Node, RenderAsk, RunState, Walk } from './state.ts'
import type { Program, Step } from './types.ts'

/** Owner of a list of children: a task run, or undefined for the execution itself. */
export type Owner = string | undefined

/** A walk that has to be looked at; `killing`: what runs in it has to be ended first. */
export interface Look {
  owner: Owner
  killing: boolean
}

/** How a task run ended, for its fact. */
export interface NodeEnd {
  outputs?: JsonObject
  message?: string
}

/**
 * One step under way: the next state, and what it asks for and tells. The next state shares all nodes and context values that
 * stay the same with the one that came in, which is never changed.
 */
export class Work {
  readonly effects: Effect[] = []
  readonly facts: Fact[] = []
  readonly state: RunState
  /** Owners whose walk has to be looked at. */
  private readonly due: Look[] = []
  private readonly asks: RenderAsk[] = []
  private readonly items: RenderItem[] = []
  private touched = false

  constructor(
    readonly program: Program,
    private readonly before: RunState,
    readonly at: number,
  ) {
    this.state = { ...before, nodes: this.changeable(before.nodes) }
  }

  /** Changes fields of the state. */
  set(patch: Partial<RunState>): void {
    this.touched = true
    Object.assign(this.state, patch)
  }

  setContext(patch: Partial<RunState['context']>): void {
    this.set({ context: { ...this.state.context, ...patch } })
  }

  node(id: string): Node | undefined {
    return this.state.nodes[id]
  }

  task(node: Node): Task {
    return taskOf(this.program.flow, node.taskId)
  }

  put(node: Node): Node {
    this.touched = true
    this.state.nodes[node.id] = node
    return node
  }

  drop(id: string): void {
    this.touched = true
    Reflect.deleteProperty(this.state.nodes, id)
  }

  walk(owner: Owner): Walk | undefined {
    return owner === undefined ? this.state.walk : this.node(owner)?.walk
  }

  setWalk(owner: Owner, patch: Partial<Walk>): void {
    const walk = this.walk(owner)
    if (!walk) return
    const next = { ...walk, ...patch }
    if (owner === undefined) return this.set({ walk: next })
    const node = this.node(owner)
    if (node) this.put({ ...node, walk: next })
  }

  /** Whether nothing more happens: it has ended, and so has what is played after its end. */
  get isOver(): boolean {
    return isTerminal(this.state.status) && !this.state.after
  }

  childrenOf(owner: Owner): Node[] {
    return Object.values(this.state.nodes).filter((node) => node.parentId === owner)
  }

  look(owner: Owner, killing = false): void {
    this.due.push({ owner, killing })
  }

  nextLook(): Look | undefined {
    return this.due.pop()
  }

  ask(ask: RenderAsk, items: readonly RenderItem[]): void {
    this.asks.push(ask)
    this.items.push(...items)
  }

  arm(timerId: string, until: number): void {
    const timers = this.changeable(this.state.timers)
    timers[timerId] = until
    this.set({ timers })
    this.effects.push({ kind: 'start-timer', timerId, until })
  }

  /** Forgets a timer; `fired`: there is nothing left to cancel. */
  disarm(timerId: string, fired = false): void {
    if (this.state.timers[timerId] === undefined) return
    const timers = this.changeable(this.state.timers)
    Reflect.deleteProperty(timers, timerId)
    this.set({ timers })
    if (!fired) this.effects.push({ kind: 'cancel-timer', timerId })
  }

  /** Takes out what a `render` effect was to answer. */
  takeAsks(key: string): RenderAsk[] | undefined {
    const asks = this.state.renders[key]
    if (!asks) return undefined
    const renders = this.changeable(this.state.renders)
    Reflect.deleteProperty(renders, key)
    this.set({ renders })
    return asks
  }

  /** A map that this step may change. */
  protected changeable<V>(map: Record<string, V>): Record<string, V> {
    return { ...map }
  }

  /** Tells what a task run is now. An iteration is none: its children are the loop's. */
  tell(node: Node, end?: NodeEnd): void {
    if (node.iterationOf) return
    const ended = end !== undefined
    const parent = node.parentId === undefined ? undefined : this.node(node.parentId)
    this.facts.push({
      kind: 'task-run',
      at: this.at,
      run: {
        id: node.id,
        taskId: node.taskId,
        type: this.task(node).type,
        parentId: parent?.iterationOf ? parent.parentId : node.parentId,
        value: node.value,
        iteration: node.iteration,
        round: node.round,
        position: node.position,
        state: node.state,
        attempts: node.attempts && node.attempts.length > 0 ? node.attempts : null,
        outputs: ended ? end.outputs : node.outputs,
        message: end?.message,
        startedAt: node.startedAt,
        endedAt: ended ? this.at : undefined,
      },
    })
  }

  /** A line of a task run's log, where the task wants INFO. */
  note(node: Node, message: string): void {
    const { id, taskId, attempt } = node
    const least = this.task(node).logLevel ?? 'TRACE'
    if (logLevels.indexOf(least) > logLevels.indexOf('INFO')) return
    this.facts.push({
      kind: 'log',
      at: this.at,
      level: 'INFO',
      message,
      run: { id, taskId, attempt: Math.max(attempt, 1) },
    })
  }

  /** Sets labels of the execution and tells all that it has. */
  label(labels: Readonly<Record<string, string>>): void {
    this.setContext({ labels: { ...this.state.context.labels, ...labels } })
    this.facts.push({
      kind: 'execution',
      at: this.at,
      state: this.state.status,
      labels: this.state.context.labels,
    })
  }

  /** Changes the execution's state and tells it, unless it is that already. */
  status(state: State): void {
    if (this.state.status === state) return
    this.set({ status: state })
    this.facts.push({ kind: 'execution', at: this.at, state })
  }

  /** The finished step. */
  step(): Step {
    if (this.asks.length > 0) {
      const rendered = this.state.rendered + 1
      const key = `render-${rendered}`
      const renders = this.changeable(this.state.renders)
      renders[key] = this.asks
      this.set({ rendered, renders })
      this.effects.push({ kind: 'render', key, items: this.items })
    }
    const changed = this.touched || this.facts.length > 0
    return { state: changed ? this.state : this.before, effects: this.effects, facts: this.facts }
  }
}

/** A step on a state that nobody else keeps: its maps of nodes, timers and renders become those of the next one. */
export class WorkInPlace extends Work {
  protected override changeable<V>(map: Record<string, V>): Record<string, V> {
    return map
  }
}
