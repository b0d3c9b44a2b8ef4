import type { AmendAnswer } from '../approvals/amendment.ts'
import type { JsonObject, State } from '../flow.ts'
import type { ApprovalState, ClosingApproval, OpenApproval } from './open-approval.ts'
import type { OpenPause } from './open-pause.ts'
import type { ChildEnd, DecisionAnswer } from './events.ts'
import type { Inner } from './inner-state.ts'
import type { KeptRun } from './keep.ts'
import type { FinishedRun } from './rounds.ts'

/** Raised whenever the *effects* for the same state and event change; kept numbers are listed in `semantics.ts`. */
export type Semantics = number

/** One attempt of a task run, with its own times in epoch milliseconds; `logFile`: the address of its lines as a file. */
export interface Attempt {
  state: State
  startedAt: number
  endedAt?: number
  message?: string
  logFile?: string
}

/** How far the lists of child tasks of a task run, or of the execution itself, are played. */
export interface Walk {
  /** `after`: the execution has ended, and `afterExecution` is played; `condition`: whether an iteration was the last is asked. */
  phase: 'labels' | 'body' | 'errors' | 'finally' | 'outputs' | 'condition' | 'after'
  /** The list that is the body: `tasks`, `then` … */
  branch: string
  /** Index of the next child of the phase's list, or of the next iteration of a loop. */
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
  /** Of a body whose children begin when those that they depend on have ended. */
  ordered?: { waiting: number[]; ended: string[] }
  /** Index in the list behind the last child that is played; undefined: all of them. */
  upTo?: number
}

/** What a loop repeats its children for. What it goes over stands in `RunState.loops`. */
export interface Loop {
  /** `value`: outputs of its children are named by value; `item`: each iteration has its own; `until`: as many as it takes. */
  kind: 'value' | 'item' | 'until'
  /** Undefined: until its condition holds. */
  count?: number
  /** Each child of an iteration stands alone: an iteration is one child for one value. */
  spread: boolean
  /** Whether an iteration that failed fails the loop. */
  transmitFailed: boolean
  /** No further iteration begins. */
  over: boolean
  /** How many iterations ended in each state. */
  ended: Partial<Record<State, number>>
  /** Of `until`. */
  pace?: Pace
  /** Between two iterations. */
  resting?: boolean
}

/** How often and how long a loop goes on whose condition does not hold. */
export interface Pace {
  intervalMs: number
  maxIterations?: number
  maxDurationMs?: number
  failOnMaxReached: boolean
}

/** What a loop goes over, as text; kept once, because its node is stored again at each change. */
export interface LoopValues {
  values: string[]
  /** Of a map, in the order of the values. */
  keys?: string[]
}

/** Outputs and states of ended task runs by task id; of those in loops by value below it, outermost first. */
export interface Entries {
  outputs: JsonObject
  tasks: JsonObject
}

/** What templates see of ended task runs. */
export interface Memory extends Entries {
  /** The newest entries, which stand before those above; folded into them when they are many. */
  recent?: Entries
  /** Of task runs in loops: the newest entries, the number of older chunks in `RunState.chunks`, levels of values by task id. */
  each?: { recent: Entries; size: number; chunks: number; depths: Record<string, number> }
}

/** One task run as the interpreter needs it. Plain data, never changed in place. A finished one leaves `RunState.nodes`. */
export interface Node {
  /** `taskRunId()` of executionId, taskId, iterations around it and round: derived, never random. */
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
  waits?:
    | 'render'
    | 'task'
    | 'children'
    | 'timer'
    | 'approval'
    | 'meanwhile'
    | 'retry'
    | 'pause'
    | 'executions'
    | 'outer'
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
  /** Of an approval that waits for its `meanwhile`. */
  closing?: ClosingApproval
  pause?: OpenPause
  /** It goes on with what an earlier attempt at the execution left: what it waited for is over already. */
  passed?: boolean
  call?: OpenCall
  /** What the task run comes to when its children succeed, where that is decided before they begin. */
  verdict?: Verdict
  /** A failure of its children is a warning. */
  forgives?: boolean
  /** Of a loop. */
  loop?: Loop
  /** Of an iteration, which is no task run and of which nothing is told: the kind of its loop. */
  iterationOf?: Loop['kind']
  /** Of an iteration with outputs of its own. */
  memory?: Memory
  /** Of a task run that plays inner ones. */
  inner?: Inner
  /** Of what it was begun with, where a next round compares. */
  digest?: string
}

/** Executions that a task run starts and waits for; each has a number, from 0. */
export interface OpenCall {
  /** One for each item of a list; else just one. */
  many: boolean
  /** Whether the task run ends when they have ended; else when they were started. */
  waits: boolean
  /** Whether it comes to what they come to. */
  transmits: boolean
  /** How many there are; undefined until the first answer. */
  total?: number
  /** The first one that was never asked for. */
  next: number
  /** What the effect without an answer asks for; empty: there is none. */
  asked: number[]
  /** Those of them that have not ended yet. */
  starting: number[]
  /** Running. */
  open: number[]
  /** Asked for by a host that was lost: to be asked for again. */
  again: number[]
  /** How many ended in each state. */
  ended: Partial<Record<State, number>>
  /** Id of the newest. */
  executionId?: string
  /** How the only one ended. */
  last?: ChildEnd
  /** Why no further one can be started. */
  impossible?: string
}

/** What a control says of the executions that its task run starts. */
export type CallPlan = Pick<OpenCall, 'many' | 'waits' | 'transmits'>

export interface Verdict {
  state: State
  message?: string
  /** The levels above end too. */
  halts?: boolean
}

/** A part of a `render` effect that waits for its results; `parts` in the order of the items. */
export interface RenderAsk {
  /** Undefined: the execution's labels or outputs, its assertions, or what two rounds are compared by. May be an iteration. */
  taskRunId?: string
  attempt: number
  parts: ('run-if' | 'timeout' | 'properties' | 'labels' | 'outputs' | 'sla' | 'condition' | 'digest')[]
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
  /** A big value of an output is `{type: 'reference', uri, bytes}`. */
  context: Memory & {
    inputs: JsonObject
    /** Inputs of earlier rounds, oldest first. */
    rounds: JsonObject[]
    variables: JsonObject
    labels: Record<string, string>
    trigger?: JsonObject
    requester?: JsonObject
    startedAt: number
  }
  /** What the open loops go over, by the id of their task run. */
  loops?: Record<string, LoopValues>
  /** Outputs that iterations of open loops gave, by index; keys are the loop's id, `#` and the number of the chunk. */
  gathered?: Record<string, Record<string, JsonObject>>
  /** Folded entries of task runs in loops; keys are the iteration that they belong to, `#` and the number of the chunk. */
  chunks?: Record<string, Entries>
  /** Answers already given, by decision id, so that a repeat hears the same. */
  answers: Record<string, DecisionAnswer>
  /** The same for amendments of approvals and for decisions taken back, by the id of the command. */
  amended?: Record<string, AmendAnswer>
  /** First failure, for the engineer. */
  error?: { taskId?: string; message: string }
  walk: Walk
  /** Parts of `render` effects without an answer yet, by key. */
  renders: Record<string, RenderAsk[]>
  /** Number of `render` effects made so far. */
  rendered: number
  /** Pauses and approvals that wait: the execution shows PAUSED while there are any. */
  paused: number
  /** How each closed approval closed, by the id of its task run. */
  closed: Record<string, ApprovalState>
  /** Set from the kill on: the state that the execution ends in. */
  kill?: { outcome: 'KILLED' | 'CANCELLED'; by: string; reason?: string }
  /** When this generation of it was begun, epoch milliseconds; `context.startedAt` is when it was asked for. */
  begunAt?: number
  /** Which new execution this one is, where a retry made it. */
  origin?: Origin
  /** Set from when a failed task asks for a new execution: when that begins, epoch milliseconds. */
  successor?: { at: number }
  /** Of assertions: whether to look at them, whether they are being rendered, those broken, and why others could not be evaluated. */
  sla?: { due: boolean; asked: boolean; broken: number[]; unclear?: Record<number, string> }
  /** The state is final; the tasks of `afterExecution` are played. */
  after?: boolean
  /** A person holds the whole execution: what runs goes on to its end, nothing new begins. */
  held?: { by: string; at: number }
  /** Resumes that were applied, by the id of their command, so that a repeat changes nothing. */
  resumes?: Record<string, true>
  /** What an earlier attempt at the execution left, by task run: taken over instead of being played again. */
  kept?: Record<string, KeptRun>
  /**
   * Set from when it was sent back until it is sent again: index of the top-level task that the next round begins with, and
   * whether nothing of the round before is open any more.
   */
  resubmission?: { from: number; waits: boolean }
  /** How the tasks of the flow's own list ended, by id, where the flow may send back. */
  finished?: Record<string, FinishedRun>
  /** Which of them is being compared with the round before, and what came of it. */
  comparing?: { taskId: string; same?: boolean }
}

/** What an execution that a retry made has of those before it. */
export interface Origin {
  /** The first of them. */
  executionId: string
  /** From 1, which is the first execution's. */
  attempt: number
  /** When the first one began, epoch milliseconds. */
  startedAt: number
}
