import type { Flow, Json, JsonObject, Reads, State } from '../flow.ts'
import type { Decision, FrozenApproval, Vote } from '../approvals/types.ts'

/** Raised whenever the *effects* for the same state and event change; kept numbers are listed in `semantics.ts`. */
export type Semantics = number

/** What an execution begins with. Values are already read by the inputs' checks; secrets are `{type: 'aes_encrypted', …}`. */
export interface RunStart {
  executionId: string
  /** Raised by restart and change of state; part of no id. */
  generation: number
  inputs: JsonObject
  labels: Record<string, string>
  variables: JsonObject
  trigger?: JsonObject
  /** `{id, email, name, timeZone, language, kind}` of the person who asked, where there is one. */
  requester?: JsonObject
  /** Fixed by whoever starts the run, so that a replay by a later release begins alike; undefined: the newest. */
  semantics?: Semantics
  /** Epoch milliseconds. */
  at: number
}

/** One attempt of a task run, with its own times in epoch milliseconds. */
export interface Attempt {
  state: State
  startedAt: number
  endedAt?: number
  message?: string
}

/** How far the lists of child tasks of a task run, or of the execution itself, are played. */
export interface Walk {
  phase: 'labels' | 'body' | 'errors' | 'finally' | 'outputs'
  /** The list that is the body: `tasks`, `then` … */
  branch: string
  /** Index of the next child of the phase's list. */
  next: number
  running: number
  /** Most children of the body at a time; 0: as many as there are. */
  concurrent: number
  /** What the body's children come to so far. */
  result: State
  /** Nothing new starts in this phase: a child failed, or the whole is being ended. */
  stopped: boolean
  /** The result stands, whatever the children that are being ended come to. */
  fixed: boolean
  /** Being killed: no `errors`, no `finally`. */
  killed: boolean
  /** The levels above end too, with the same result: a denial that cancels. */
  halts: boolean
  /** Why, where it is not a child's failure. */
  message?: string
}

/** One task run as the interpreter needs it. Plain data, never changed in place. A finished one leaves `RunState.nodes`. */
export interface Node {
  /** `taskRunId()` of executionId, taskId, value path and round: derived, never random. */
  id: string
  taskId: string
  parentId?: string
  /** Name of the parent's branch that it belongs to: `tasks`, `then`, `errors` … */
  branch: string
  value?: string
  iteration?: number
  round: number
  state: State
  /** From 1; 0 before the first attempt and for flow control. */
  attempt: number
  /** What the node waits for; undefined once it is terminal. */
  waits?: 'render' | 'task' | 'children' | 'timer' | 'approval' | 'retry'
  /** Order of creation in the execution. */
  position: number
  startedAt?: number
  /** Absent for flow control. */
  attempts?: Attempt[]
  /** Longest duration of an attempt. */
  timeoutMs?: number
  walk?: Walk
  /** Set by a control that has outputs before its children end. */
  outputs?: JsonObject
  approval?: OpenApproval
  /** What the task run comes to when its children succeed, where that is decided before they begin. */
  verdict?: Verdict
}

/** An approval from the request to open it until it is closed. */
export interface OpenApproval {
  plan: ApprovalPlan
  /** Absent while it is being opened. */
  frozen?: FrozenApproval
  votes: Vote[]
}

export type ApprovalBehavior = 'CONTINUE' | 'WARN' | 'FAIL' | 'SUCCEED' | 'CANCEL' | 'KILL'

/** What follows each way in which an approval can close; lists of children by the name of their branch. */
export interface ApprovalPlan {
  approved: { behavior: ApprovalBehavior; branch: string }
  denied: { behavior: ApprovalBehavior; branch: string }
  expired: { behavior: ApprovalBehavior; branch: string }
}

export interface Verdict {
  state: State
  message?: string
  /** The levels above end too. */
  halts?: boolean
}

/** A part of a `render` effect that waits for its results; `parts` in the order of the items. */
export interface RenderAsk {
  /** Undefined: the execution's labels or outputs. */
  taskRunId?: string
  attempt: number
  parts: ('run-if' | 'timeout' | 'properties' | 'labels' | 'outputs')[]
}

export interface RunState {
  semantics: Semantics
  executionId: string
  generation: number
  status: State
  round: number
  nodes: Record<string, Node>
  /** Deadlines still open, epoch milliseconds by timer id: the shell arms them again after continue-as-new. */
  timers: Record<string, number>
  /** Number of task runs made so far. */
  positions: number
  context: {
    inputs: JsonObject
    /** Inputs of earlier rounds, oldest first. */
    rounds: JsonObject[]
    /** By task id; a big value is `{type: 'reference', uri, bytes}`. */
    outputs: JsonObject
    variables: JsonObject
    labels: Record<string, string>
    trigger?: JsonObject
    requester?: JsonObject
    /** State of the newest run of each finished top-level task: `tasks.<id>.state`. */
    tasks: JsonObject
    /** The newest entries of `outputs` and `tasks`, which stand before those; folded into them when they are many. */
    recent?: { outputs: JsonObject; tasks: JsonObject }
    startedAt: number
  }
  /** Answers already given, by decision id, so that a repeat hears the same. */
  answers: Record<string, DecisionAnswer>
  /** First failure, for the engineer. */
  error?: { taskId?: string; message: string }
  walk: Walk
  /** Parts of `render` effects without an answer yet, by key. */
  renders: Record<string, RenderAsk[]>
  /** Number of `render` effects made so far. */
  rendered: number
  /** Approvals that wait for people: the execution shows PAUSED while there are any. */
  paused: number
  /** How each closed approval closed, by the id of its task run. */
  closed: Record<string, ApprovalState>
  /** Set from the kill on: the state that the execution ends in. */
  kill?: { outcome: 'KILLED' | 'CANCELLED'; by: string; reason?: string }
  /** Set while the execution waits for `resubmitted`: index of the top-level task that the next round begins with. */
  resubmission?: { from: number }
}

export type ApprovalState = 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED'

/** What happened. `at` is epoch milliseconds; time enters the interpreter only here. */
export type RunEvent = { at: number } & (
  | { kind: 'rendered'; key: string; results: RenderResult[] }
  | { kind: 'task-finished'; taskRunId: string; attempt: number; result: TaskEnd }
  | { kind: 'timer-fired'; timerId: string }
  | { kind: 'approval-opened'; taskRunId: string; opened: ApprovalOpened }
  | { kind: 'decided'; decision: Decision }
  | { kind: 'resubmitted'; round: number; inputs: JsonObject }
  | { kind: 'kill'; by: string; reason?: string; outcome?: 'KILLED' | 'CANCELLED' }
)

export type RenderResult = { value: Json } | { error: string }

/** How an attempt ended; outputs above 4 KB come as references. */
export interface TaskEnd {
  state: 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED'
  outputs?: JsonObject
  message?: string
  /** Added to the execution's. */
  variables?: JsonObject
  /** The attempt fails where one of the variables is there already. */
  keepVariables?: boolean
  /** Epoch milliseconds by the clock of the machine that ran it. */
  startedAt: number
  endedAt?: number
}

export type ApprovalOpened =
  | { kind: 'open'; approval: FrozenApproval }
  /** `autoApprove` was true. */
  | { kind: 'auto' }
  /** No one may decide, or a property cannot be rendered: the task FAILS with this message. */
  | { kind: 'impossible'; message: string }

/** What the host has to do. Every effect is answered by one event of the same id or key, or by none (timers that are cancelled). */
export type Effect =
  /** Evaluate templates; all items of a step come in one effect. A local activity. */
  | { kind: 'render'; key: string; items: RenderItem[] }
  /** One attempt of a task with mode `inline`: a local activity. */
  | { kind: 'run-inline'; taskRunId: string; taskId: string; attempt: number }
  /** One attempt of a task with mode `activity`. `timeoutMs` undefined: the product's default. */
  | { kind: 'run-task'; taskRunId: string; taskId: string; attempt: number; timeoutMs?: number }
  | { kind: 'cancel-task'; taskRunId: string }
  | { kind: 'start-timer'; timerId: string; until: number }
  | { kind: 'cancel-timer'; timerId: string }
  /** An activity that renders the task's texts, finds the deciders, freezes both and stores the open approval. */
  | { kind: 'open-approval'; taskRunId: string; taskId: string; round: number }
  /** Nothing more will happen. */
  | { kind: 'end' }

export interface RenderItem {
  /** The template, or a structure that holds templates. */
  source: Json
  /** Task run in whose scope it is evaluated (`taskrun`, `parent`, `parents`, `item`); undefined: the execution's. */
  taskRunId?: string
  /** Variables that the source names; undefined: it may name any. */
  reads?: Reads
}

/** What is to be recorded, in order. Each fact is whole: recording it twice, or only the last of several, gives the same row. */
export type Fact =
  | {
      kind: 'execution'
      at: number
      state: State
      outputs?: JsonObject
      labels?: Record<string, string>
      variables?: JsonObject
      error?: string
    }
  | { kind: 'task-run'; at: number; run: TaskRunFact }
  | { kind: 'vote'; at: number; taskRunId: string; decision: Decision; refused?: string }
  | {
      kind: 'approval-closed'
      at: number
      taskRunId: string
      state: 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED'
    }

export interface TaskRunFact {
  id: string
  taskId: string
  type: string
  parentId?: string
  value?: string
  iteration?: number
  round: number
  position: number
  state: State
  /** Null for flow control. Each with its own times, epoch milliseconds. */
  attempts: Attempt[] | null
  outputs?: JsonObject
  message?: string
  startedAt?: number
  endedAt?: number
}

export interface Step {
  state: RunState
  effects: Effect[]
  facts: Fact[]
}

/** What a decider's client is told. */
export type DecisionAnswer =
  | { accepted: true; outcome: 'OPEN' | 'APPROVED' | 'DENIED'; remaining: number }
  | { accepted: false; code: RefusalCode; message: string }

export type RefusalCode =
  | 'closed'
  | 'not-a-decider'
  | 'already-decided'
  | 'requester'
  | 'comment-required'
  | 'changed'
  | 'unknown-approval'

/** The flow and the flow control that play it; the same for all hosts. */
export interface Program {
  flow: Flow
  controls: Readonly<Record<string, import('./control.ts').Control>>
}
