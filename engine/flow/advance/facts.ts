import type { Amendment } from '../approvals/amendment.ts'
import type { Decision, PersonRef, Policy, Resubmission, Retraction } from '../approvals/types.ts'
import type { JsonObject, LogLevel, State } from '../flow.ts'
import type { ApprovalState } from './open-approval.ts'
import type { Attempt, Origin } from './state.ts'

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
      /** With RETRIED: the execution that begins instead, and when, epoch milliseconds. */
      successor?: { at: number; origin: Origin }
    }
  | { kind: 'task-run'; at: number; run: TaskRunFact }
  /** A line of the log; without `run` it is about the execution, not one of its task runs. `attempt` counts from 1. */
  | {
      kind: 'log'
      at: number
      level: LogLevel
      message: string
      run?: { id: string; taskId: string; attempt: number }
    }
  /** `heldUntil`, epoch milliseconds: until then it can be taken back and does not count. */
  | {
      kind: 'vote'
      at: number
      taskRunId: string
      decision: Decision
      refused?: string
      heldUntil?: number
    }
  /** It was taken back while it was held. */
  | { kind: 'vote-retracted'; at: number; taskRunId: string; retraction: Retraction }
  /** Votes that were held count from now on. */
  | { kind: 'votes-settled'; at: number; taskRunId: string; decisionIds: string[] }
  /** What is so from now on, and why. */
  | ({ kind: 'approval-changed'; at: number; taskRunId: string; why: ApprovalChange } & ApprovalNow)
  /** Those whose turn it is and who have not decided are to be reminded. */
  | { kind: 'approval-reminded'; at: number; taskRunId: string }
  | {
      kind: 'approval-closed'
      at: number
      taskRunId: string
      state: ApprovalState
      /** Nobody decided in time: `state` is what the author said for that. */
      overdue?: true
    }
  /** The requester sent the form again: a round begins. */
  | { kind: 'resubmitted'; at: number; resubmission: Resubmission }
  /** A task run of an earlier round, with all that it holds, counts in this one too. */
  | { kind: 'task-run-kept'; at: number; taskRunId: string; round: number }

export interface ApprovalNow {
  version: number
  policy: Policy
  /** Epoch milliseconds; null: none, or the clock stands still. */
  dueAt: number | null
  /** Epoch milliseconds, ascending. */
  remindAt?: readonly number[]
  /** Its clock stands still: these are the times as they would be without that. */
  standing?: { dueAt?: number; remindAt: readonly number[] }
}

export type ApprovalChange =
  | { kind: 'amended'; amendment: Amendment }
  /** It was due, and these people were asked too; `step` from 1. */
  | { kind: 'escalated'; step: number; people: PersonRef[] }

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
