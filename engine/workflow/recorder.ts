import type { Fact } from '../flow/advance/facts.ts'
import { piecesOf } from '../flow/advance/pieces.ts'
import type { Node, RunState } from '../flow/advance/state.ts'
import type { Limits } from './limits.ts'
import type { ProgressBatch, StateRoot } from './messages.ts'
import { sizeOf } from './size.ts'

type Context = RunState['context']

/** Facts on their way to Postgres: one batch in flight, each with what changed of the state since the one before. */
export class Recorder {
  private queue: { fact: Fact; bytes: number }[] = []
  private queuedBytes = 0
  private inFlight = 0
  /** Facts taken and facts stored since this run began. */
  taken = 0
  stored = 0
  /** Task runs that have a row, so that their node can be kept there. */
  private readonly rows = new Set<string>()
  /** As they were last stored. */
  private nodes = new Map<string, Node>()
  private pieces = new Map<string, object>()
  private context: Partial<Context> = {}
  private state: RunState | undefined

  constructor(
    private readonly limits: Limits,
    public seq: number,
    stored?: RunState,
  ) {
    if (!stored) return
    this.nodes = new Map(Object.entries(stored.nodes).filter(([, node]) => !node.iterationOf))
    this.pieces = piecesOf(stored)
    this.context = stored.context
    this.state = stored
    for (const id of Object.keys(stored.nodes)) this.rows.add(id)
  }

  add(facts: readonly Fact[]): void {
    for (const fact of facts) {
      const bytes = sizeOf(fact)
      this.queue.push({ fact, bytes })
      this.queuedBytes += bytes
    }
    this.taken += facts.length
  }

  /** So much waits that nothing new may begin. */
  isFull(): boolean {
    return this.queue.length >= this.limits.factsWaiting || this.queuedBytes >= this.limits.factBytesWaiting
  }

  isBusy(): boolean {
    return this.inFlight > 0
  }

  get waiting(): number {
    return this.queue.length + this.inFlight
  }

  /** Whether what is needed to go on from this state is stored too. */
  holds(state: RunState): boolean {
    return this.waiting === 0 && this.state === state
  }

  /** The next batch, or undefined where one is in flight or there are no facts. `whole`: also a state that changed without a fact. */
  next(state: RunState, whole: boolean): ProgressBatch | undefined {
    if (this.inFlight > 0) return undefined
    if (this.queue.length === 0 && (!whole || this.holds(state))) return undefined
    const facts = this.takeFacts()
    this.inFlight = Math.max(facts.length, 1)
    this.seq++
    const { executionId, generation, round } = state
    const batch = { executionId, generation, seq: this.seq, round, facts }
    // whoever goes on from a state must find every task run that it counts
    if (this.queue.length > 0) return { ...batch, nodes: {} }
    const { nodes, all } = this.takeNodes(state.nodes)
    const taken = this.takePieces(state)
    if (all && taken.all) this.state = state
    return { ...batch, nodes, root: this.takeRoot(state, taken) }
  }

  done(batch: ProgressBatch): void {
    this.stored += batch.facts.length
    this.inFlight = 0
  }

  private takeFacts(): Fact[] {
    let bytes = 0
    let count = 0
    for (const waiting of this.queue) {
      if (
        count > 0 &&
        (count >= this.limits.factsWaiting || bytes + waiting.bytes > this.limits.factBytesWaiting)
      )
        break
      bytes += waiting.bytes
      count++
    }
    this.queuedBytes -= bytes
    const facts = this.queue.splice(0, count).map(({ fact }) => fact)
    for (const fact of facts) if (fact.kind === 'task-run') this.rows.add(fact.run.id)
    return facts
  }

  /** `advance` never changes a node in place, so what is the same object is the same. */
  private takeNodes(now: Record<string, Node>): { nodes: Record<string, Node | null>; all: boolean } {
    const nodes: Record<string, Node | null> = {}
    const kept = new Map<string, Node>()
    let bytes = 0
    let all = true
    for (const [id, node] of Object.entries(now)) {
      if (node.iterationOf) continue
      const before = this.nodes.get(id)
      const hasRow = this.rows.has(id)
      if (before === node || !hasRow || bytes > this.limits.batchBytes / 2) {
        if (before) kept.set(id, before)
        // a node whose first fact still waits comes with it
        if (before !== node) all &&= !hasRow && this.queue.length === 0
        continue
      }
      bytes += sizeOf(node)
      nodes[id] = node
      kept.set(id, node)
    }
    for (const id of this.nodes.keys()) {
      if (now[id]) continue
      nodes[id] = null
      this.rows.delete(id)
    }
    this.nodes = kept
    return { nodes, all }
  }

  /** What is kept piece by piece: the changed ones, and when they are all told, those that are no more. */
  private takePieces(state: RunState): { pieces: Record<string, object>; gone: string[]; all: boolean } {
    const pieces: Record<string, object> = {}
    let bytes = 0
    let all = true
    const now = piecesOf(state)
    for (const [key, piece] of now) {
      if (this.pieces.get(key) === piece) continue
      if (bytes > this.limits.batchBytes / 2) {
        all = false
        continue
      }
      bytes += sizeOf(piece)
      pieces[key] = piece
      this.pieces.set(key, piece)
    }
    const gone = all ? [...this.pieces.keys()].filter((key) => !now.has(key)) : []
    for (const key of gone) this.pieces.delete(key)
    return { pieces, gone, all }
  }

  /** Of the context only what changed; `outputs` only by its changed keys. */
  private takeRoot(
    state: RunState,
    { pieces, gone }: { pieces: Record<string, object>; gone: string[] },
  ): StateRoot {
    const { nodes: _, kept: __, loops: _loops, gathered: _gathered, chunks: _chunks, ...root } = state
    const before = this.context
    const changed = Object.fromEntries(
      Object.entries(state.context).filter(([key, value]) => value !== before[key as keyof Context]),
    ) as Partial<Context>
    const fewer = isLess(state.context.outputs, before.outputs)
    if (changed.outputs && before.outputs && !fewer) {
      const old = before.outputs
      changed.outputs = Object.fromEntries(
        Object.entries(changed.outputs).filter(([key, value]) => value !== old[key]),
      )
    }
    this.context = state.context
    return { ...root, context: changed, pieces, gone, ...(fewer ? { outputsAnew: true } : {}) }
  }
}

/** Whether keys are gone: outputs that another round has not. */
function isLess(now: Context['outputs'], before: Context['outputs'] = now): boolean {
  return now !== before && Object.keys(before).some((key) => !Object.hasOwn(now, key))
}
