import type { JsonObject, State, Task } from '../flow.ts'
import { taskOf } from './task-index.ts'
import type { Effect, Fact, Node, Program, RenderAsk, RenderItem, RunState, Step, Walk } from './types.ts'

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
 * One step under way: the next state, and what it asks for and tells. The state that came in is never changed; the next
 * one shares all nodes and context values that stay the same.
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
    this.state = { ...before, nodes: { ...before.nodes } }
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
    this.set({ timers: { ...this.state.timers, [timerId]: until } })
    this.effects.push({ kind: 'start-timer', timerId, until })
  }

  /** Forgets a timer; `fired`: there is nothing left to cancel. */
  disarm(timerId: string, fired = false): void {
    if (this.state.timers[timerId] === undefined) return
    const { [timerId]: _, ...timers } = this.state.timers
    this.set({ timers })
    if (!fired) this.effects.push({ kind: 'cancel-timer', timerId })
  }

  /** Tells what a task run is now. */
  tell(node: Node, end?: NodeEnd): void {
    const ended = end !== undefined
    this.facts.push({
      kind: 'task-run',
      at: this.at,
      run: {
        id: node.id,
        taskId: node.taskId,
        type: this.task(node).type,
        parentId: node.parentId,
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
      this.set({ rendered, renders: { ...this.state.renders, [key]: this.asks } })
      this.effects.push({ kind: 'render', key, items: this.items })
    }
    const changed = this.touched || this.facts.length > 0
    return { state: changed ? this.state : this.before, effects: this.effects, facts: this.facts }
  }
}
