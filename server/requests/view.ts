import type { WorkingTime } from '#engine/flow/business-calendar/left-of.ts'
import type { Say, ShownValue } from '#engine/flow/approvals/types.ts'
import type { Away } from '#server/absences/view.ts'

export type Outcome =
  'IN_PROGRESS' | 'WAITING_FOR_YOU' | 'ON_HOLD' | 'APPROVED' | 'REJECTED' | 'DONE' | 'WITHDRAWN' | 'CANCELLED'

export interface PersonView {
  id: string
  name: string
  /** Said of who has something to decide and is not there now. */
  away?: Away
}

/** `onBehalfOf`: in whose place. `kept`: made in an earlier round, and standing in the present one. */
export interface DecisionView {
  by: PersonView
  onBehalfOf?: PersonView
  vote: Say
  comment?: string
  at: string
  kept?: true
  /** What was answered to the form of what was decided. */
  answers?: ShownValue[]
}

/** A value that one round has otherwise than the one before; without `before` it is new, without `now` it is gone. */
export interface ChangedValue {
  label: string
  before?: string
  now?: string
}

/** A round before the present one. */
export interface RoundView {
  round: number
  answers: ShownValue[]
  /** What the next round answers otherwise. */
  changed: ChangedValue[]
  /** What was decided in it, oldest first; `title` is that of what was decided. */
  decisions: (DecisionView & { title: string })[]
}

/** One stage of the tracker's line. Instants are ISO 8601 in UTC everywhere in views. */
export interface StageView {
  id: string
  title: string
  state: 'done' | 'now' | 'next' | 'skipped' | 'failed' | 'rejected'
  startedAt?: string
  endedAt?: string
  /** Who has it, while it waits for people: names, and the groups they are asked in. */
  waitingFor?: {
    people: PersonView[]
    groups: string[]
    since: string
    dueAt?: string
    /** What is left until then, where it is counted on a business calendar. */
    working?: WorkingTime
  }
  /** Decisions in it, in order. */
  decisions: DecisionView[]
  /** Seconds that half, and nine of ten, of the past runs through it took at most; absent where there are fewer than five. */
  usualSeconds?: number
  slowSeconds?: number
}

/** A row of "My requests" and of the home page. */
export interface RequestRow {
  id: string
  /** PUR-1042. */
  number: string
  title: string
  app: { id: string; displayName: string; icon?: string } | null
  outcome: Outcome
  createdAt: string
  updatedAt: string
  closedAt?: string
  /** Title of the stage that is now, and how far along it is. */
  stage?: { title: string; index: number; of: number }
  waitingFor: { people: PersonView[]; groups: string[] }
  /**
   * When it will likely be over: half of the runs like it were by `from`, nine of ten by `until`. `late`: it takes longer than
   * nearly all of them. Absent where fewer than five are known, and in lists that do not say it.
   */
  expected?: { from: string; until: string } | { late: true }
}

/** A row of a list that holds others' requests too. */
export interface ListedRequest extends RequestRow {
  requester?: PersonView
}

/** The tracker. Words of the business only. */
export interface RequestView extends RequestRow {
  requester: PersonView
  round: number
  /** Oldest first. */
  rounds: RoundView[]
  /** Somebody who decides asks the requester for these changes, and the request waits for them. */
  changes?: { by: PersonView; comment: string; at: string }
  stages: StageView[]
  /** What was filled in, in the form's order. */
  answers: ShownValue[]
  /** Flow outputs in words, once there are any. */
  results: ShownValue[]
  files: { uri: string; name: string; size: number }[]
  history: {
    at: string
    who?: PersonView
    /** In whose place they decided. */
    onBehalfOf?: PersonView
    what:
      | 'submitted'
      | 'approved'
      | 'rejected'
      | 'sent-back'
      | 'resubmitted'
      | 'stage-done'
      | 'on-hold'
      | 'held'
      | 'resumed'
      | 'withdrawn'
      | 'finished'
      | 'cancelled'
      | 'cancel-asked'
      | 'commented'
      | 'nudged'
      | 'follower-added'
      | 'follower-removed'
    detail?: string
    comment?: string
    /** Of a decision with a form. */
    answers?: ShownValue[]
  }[]
  /** What this reader may do. */
  may: {
    withdraw: boolean
    /** Send it again, as it was sent back. */
    resubmit: boolean
    copy: boolean
    openRun: boolean
    /** Somebody has it and the reader may bring it to their mind, now or at `nudgeableAt`. */
    nudge: boolean
    askToCancel: boolean
    close: boolean
    /** Take out all that proves how it was decided. */
    evidence: boolean
    share: boolean
    /** Not one's own request. */
    follow: boolean
  }
  /** When it may be brought to mind again; absent: at once. */
  nudgeableAt?: string
  /** Whether the reader follows it. */
  follows: boolean
  /** `added`: others let them see it. */
  followers: (PersonView & { added: boolean })[]
  /** What the reader is asked by those who decide, and has not answered. */
  questions: { id: string; approvalId: string; by: PersonView; text: string; at: string }[]
  /** The requester asks that it be cancelled. */
  cancelAsked?: { text: string; at: string }
  /** Where something went wrong: who was told. */
  hold?: { stage: string; told: string }
  executionId: string
}

export interface Page<T> {
  results: T[]
  total: number
  /** Keyset cursor of the next page. */
  after?: string
}
