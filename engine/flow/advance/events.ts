import type { TallyOutcome } from '../approvals/outcome.ts'
import type { Amendment, Escalated } from '../approvals/amendment.ts'
import type { Decision, FrozenApproval, Resubmission, Retraction, Vote } from '../approvals/types.ts'
import type { Json, JsonObject, State } from '../flow.ts'
import type { InnerRun } from './inner-state.ts'
import type { KeptRun } from './keep.ts'
import type { Origin, Semantics } from './state.ts'

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
  /** Undefined: no retry made this execution. */
  origin?: Origin
  /** Of the newest round; undefined: 1. */
  round?: number
  /** Inputs of the rounds before it, oldest first. */
  rounds?: JsonObject[]
  /** Epoch milliseconds at which the execution first began, where that was earlier than `at`. */
  startedAt?: number
  /** Task runs of an earlier attempt at it, which are taken over. */
  kept?: readonly KeptRun[]
  /** Epoch milliseconds. */
  at: number
}

/** What happened. `at` is epoch milliseconds; time enters the interpreter only here. */
export type RunEvent = { at: number } & (
  | { kind: 'rendered'; key: string; results: RenderResult[] }
  | { kind: 'task-finished'; taskRunId: string; attempt: number; result: TaskEnd }
  /** `delivery`: how often that attempt was handed to a host. */
  | { kind: 'inner-told'; taskRunId: string; attempt: number; delivery: number; runs: InnerRun[] }
  | { kind: 'timer-fired'; timerId: string }
  | { kind: 'approval-opened'; taskRunId: string; opened: ApprovalOpened }
  | { kind: 'decided'; decision: Decision }
  | { kind: 'retracted'; retraction: Retraction }
  | { kind: 'amended'; amendment: Amendment }
  /** `step`: from 1, what was asked for. */
  | { kind: 'approval-escalated'; taskRunId: string; step: number; answer: Escalated }
  | { kind: 'resubmitted'; resubmission: Resubmission }
  | { kind: 'hold'; by: string }
  | { kind: 'resume'; resume: Resume }
  /** `iterations`: what was asked for. */
  | {
      kind: 'children-started'
      taskRunId: string
      attempt: number
      iterations: number[]
      answer: CallAnswer
    }
  /** An execution that a task run started has ended; may be told more than once. */
  | {
      kind: 'child-ended'
      taskRunId: string
      attempt: number
      iteration: number
      executionId: string
      end: ChildEnd
    }
  | { kind: 'children-stopped'; taskRunId: string; attempt: number }
  | { kind: 'kill'; by: string; reason?: string; outcome?: 'KILLED' | 'CANCELLED' }
)

/** A person, or another execution, ends a pause. */
export interface Resume {
  /** Made by the client: a repeat changes nothing. */
  commandId: string
  /** Name, as it stands under `resumed.by`. */
  by: string
  /** The pause that is meant; undefined: a hold of the whole execution, else the oldest pause. */
  taskRunId?: string
  /** Read by the checks of the pause's own inputs. */
  inputs: JsonObject
}

export type ResumeAnswer =
  { accepted: true } | { accepted: false; code: 'not-paused' | 'approval'; message: string }

export type ResubmitAnswer =
  { accepted: true } | { accepted: false; code: 'not-sent-back' | 'other-round'; message: string }

export type RenderResult = { value: Json } | { error: string }

/** How an attempt ended; outputs above 4 KB come as references. */
export interface TaskEnd {
  state: 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED'
  outputs?: JsonObject
  message?: string
  /** Added to the execution's. */
  variables?: JsonObject
  /** Set on the execution; one that it has already is replaced. */
  labels?: Record<string, string>
  /** Variables of the execution to remove; one that is not there fails the task unless `ignoreMissing`. */
  unset?: { names: string[]; ignoreMissing: boolean }
  /** The attempt fails where one of the variables is there already. */
  keepVariables?: boolean
  /** Address of the attempt's log lines as a file. */
  logFile?: string
  /** Epoch milliseconds by the clock of the machine that ran it. */
  startedAt: number
  endedAt?: number
}

/** The answer to `start-children`. */
export interface CallAnswer {
  /** How many executions the task run has in all. */
  total: number
  /** Of those that were asked for. `end`: it was there already and has ended. */
  children: { iteration: number; executionId: string; end?: ChildEnd }[]
  /** A property cannot be rendered, there is no such flow, its inputs are wrong …: the task FAILS with this message. */
  impossible?: string
}

/** How an execution ended, as the task run that started it takes it. */
export interface ChildEnd {
  /** A terminal state. */
  state: State
  /** Big values come as references. */
  outputs?: JsonObject
  message?: string
  /** Its outputs cannot be read: the task FAILS whatever the state. */
  broken?: boolean
}

export type ApprovalOpened =
  /** `votes`: of an earlier round, which still stand. */
  | { kind: 'open'; approval: FrozenApproval; votes?: Vote[] }
  /** `autoApprove` was true. */
  | { kind: 'auto' }
  /** No one may decide, or a property cannot be rendered: the task FAILS with this message. */
  | { kind: 'impossible'; message: string }

/** What a decider's client is told. */
export type DecisionAnswer =
  /** `heldUntil`, epoch milliseconds: it can be taken back until then, and counts from then on. */
  | { accepted: true; outcome: TallyOutcome; remaining: number; heldUntil?: number }
  | { accepted: false; code: RefusalCode; message: string }

export type RefusalCode =
  | 'closed'
  | 'not-a-decider'
  | 'already-decided'
  | 'requester'
  | 'comment-required'
  | 'inputs-required'
  | 'not-offered'
  | 'changed'
  | 'unknown-approval'
  | 'retracted'
