import type { Flow, JsonObject } from '../flow/flow.ts'
import type { Escalated } from '../flow/approvals/amendment.ts'
import type { Effect, RenderItem } from '../flow/advance/effects.ts'
import type { ApprovalOpened, CallAnswer, ChildEnd, RenderResult, RunStart } from '../flow/advance/events.ts'
import type { Fact } from '../flow/advance/facts.ts'
import type { InnerCall } from '../flow/advance/inner.ts'
import type { InnerRun } from '../flow/advance/inner-state.ts'
import type { Root } from '../flow/advance/pieces.ts'
import type { Node, RunState } from '../flow/advance/state.ts'

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
  /** `kept`: task runs of an earlier attempt at the execution are in Postgres, and are taken over. */
  | { kind: 'start'; start: RunStart; kept?: boolean }
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
  /** Of a task that plays the tasks that it holds itself. */
  inner?: InnerCall
}

/** The signal by which an attempt tells of its inner task runs. */
export interface InnerToldSignal {
  generation: number
  taskRunId: string
  attempt: number
  delivery: number
  runs: InnerRun[]
}

/** Which executions an attempt asks for: one, or some of those of a list. */
export interface StartChildrenCall extends AttemptCall {
  many: boolean
  iterations: number[]
  /** Of the execution that starts them. */
  labels: Record<string, string>
}

export interface StopChildrenCall {
  executionId: string
  taskRunId: string
  attempt: number
}

/** The signal that tells a run of the end of an execution that it started. */
export interface ChildEndedSignal {
  taskRunId: string
  attempt: number
  iteration: number
  executionId: string
  end: ChildEnd
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
  /** Absent where facts of the same step follow in the next batch: a state is stored with the last of what led to it. */
  root?: StateRoot
}

/** A state without its nodes, and without what it keeps of an earlier attempt: that is in the rows of the task runs. */
export type StateRoot = Omit<Root, 'context' | 'kept'> & {
  /** Only what changed since the last batch; of `outputs` only the changed keys. */
  context: Partial<RunState['context']>
  /** Pieces that changed since the last batch, and keys of those that are no more. */
  pieces: Record<string, object>
  gone: string[]
  /** The outputs are all that there are: some are no more. */
  outputsAnew?: true
}

/** `stale`: a newer generation owns the execution, so this run has to end without a word. */
export type ProgressAnswer = { kind: 'stored' } | { kind: 'stale' }

/** The activities that the shell calls beside the task types, which run under their own names. */
export interface ShellActivities {
  loadFlow(ref: FlowRef): Promise<Flow>
  loadState(ref: StateRef): Promise<StatePart>
  /** The JSON text of `KeptRun[]`. */
  loadKept(ref: KeptRef): Promise<StatePart>
  renderItems(batch: RenderBatch): Promise<RenderResult[]>
  openApproval(call: AttemptCall): Promise<ApprovalOpened>
  /** `attempt` is the step. */
  escalateApproval(call: AttemptCall): Promise<Escalated>
  startChildren(call: StartChildrenCall): Promise<CallAnswer>
  stopChildren(call: StopChildrenCall): Promise<null>
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

/** Which execution's kept task runs, and which part of their text, from 0. */
export interface KeptRef {
  executionId: string
  generation: number
  part: number
}

/** A piece of a JSON text. */
export interface StatePart {
  text: string
  more: boolean
}

/** A person holds a running execution. */
export interface HoldCommand {
  by: string
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

/** A refused decision, or resume, travels as a failure of this type; its details hold the answer. */
export const refusedType = 'DecisionRefused'
