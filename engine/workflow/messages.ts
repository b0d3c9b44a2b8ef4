import type { Flow, JsonObject } from '../flow/flow.ts'
import type {
  ApprovalOpened,
  Effect,
  Fact,
  Node,
  RenderItem,
  RenderResult,
  RunStart,
  RunState,
} from '../flow/advance/types.ts'

/** Which revision of which flow an execution is on. */
export interface FlowRef {
  namespace: string
  flowId: string
  flowRevision: number
}

/** What `runFlow` is started with: at most 1 MB. */
export interface RunInput extends FlowRef {
  executionId: string
  generation: number
  /** The compiled flow where it is small; a bigger one is loaded by reference. */
  flow?: Flow
  /** Number of the last progress batch that was stored in this generation. */
  seq: number
  from: RunOrigin
}

export type RunOrigin =
  | { kind: 'start'; start: RunStart }
  /** After continue-as-new: the state, and effects that were asked for and not begun. */
  | { kind: 'state'; state: RunState; pending: Effect[] }
  /** The state is in Postgres: it was too large to travel, or the workflow was lost and begins again from its last batch. */
  | { kind: 'stored'; pending: Effect[]; interrupted: boolean }

/** One call of an activity about one attempt of a task. */
export interface AttemptCall extends FlowRef {
  executionId: string
  generation: number
  taskRunId: string
  taskId: string
  attempt: number
  round: number
  context: JsonObject
  /** Ends the attempt as FAILED. Milliseconds. */
  timeoutMs?: number
}

export interface RenderBatch extends FlowRef {
  executionId: string
  generation: number
  /** Each with the variables that it may see. */
  items: (RenderItem & { context: JsonObject })[]
}

/** What is stored in one transaction. `nodes` and `root` are what `advance` needs to go on from here. */
export interface ProgressBatch {
  executionId: string
  generation: number
  seq: number
  round: number
  facts: Fact[]
  /** Nodes that changed since the last batch; null: folded away. */
  nodes: Record<string, Node | null>
  root: StateRoot
}

/** A state without its nodes. */
export type StateRoot = Omit<RunState, 'nodes' | 'context'> & {
  /** Only what changed since the last batch; of `outputs` only the changed keys. */
  context: Partial<RunState['context']>
}

/** `stale`: a newer generation owns the execution, so this run has to end without a word. */
export type ProgressAnswer = { kind: 'stored' } | { kind: 'stale' }

/** The activities that the shell calls beside the task types, which run under their own names. */
export interface ShellActivities {
  loadFlow(ref: FlowRef): Promise<Flow>
  loadState(ref: StateRef): Promise<StatePart>
  renderItems(batch: RenderBatch): Promise<RenderResult[]>
  openApproval(call: AttemptCall): Promise<ApprovalOpened>
  recordProgress(batch: ProgressBatch): Promise<ProgressAnswer>
}

export interface StateRef {
  executionId: string
  generation: number
  /** From 0. */
  part: number
  /** The workflow was lost: task runs that were under way begin again as a new attempt. */
  interrupted: boolean
}

/** A piece of a state's JSON text. */
export interface StatePart {
  text: string
  more: boolean
}

export interface KillCommand {
  by: string
  reason?: string
  outcome?: 'KILLED' | 'CANCELLED'
}

/** What the query `status` answers, for the sweep and for tests. */
export interface RunStatus {
  status: RunState['status']
  seq: number
  /** Facts not stored yet. */
  waiting: number
  inFlight: number
}

/** A refused decision travels as a failure of this type; its details hold the answer. */
export const refusedType = 'DecisionRefused'
