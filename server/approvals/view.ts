import type { WorkingTime } from '#engine/flow/business-calendar/left-of.ts'
import type { Input } from '#engine/flow/flow.ts'
import type { Say, ShownValue } from '#engine/flow/approvals/types.ts'
import type { ChangedValue, PersonView, RequestRow } from '#server/requests/view.ts'

/** A row of the inbox. */
export interface ApprovalRow {
  /** Id of the approval and of its task run. */
  id: string
  title: string
  state: 'OPEN' | 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED' | 'SENT_BACK'
  requester: PersonView | null
  request: { id: string; number: string; title: string } | null
  appName?: string
  /** The first three shown values. */
  keyValues: ShownValue[]
  createdAt: string
  dueAt?: string
  /** What is left until then, where it is counted on a business calendar. */
  working?: WorkingTime
  closedAt?: string
  /** Titles of the actor's groups through which it came; empty: named in person. */
  throughGroups: string[]
  /** Alike for those of one task of one flow, which can be decided together. */
  kind: string
  /** Of what is shown, as a decision names it. */
  version: number
  /** SHA-256 over what is shown. */
  seenHash: string
  commentRequired: 'NEVER' | 'ALWAYS' | 'ON_DENY'
  /** The requester can be asked for changes. */
  sendBack?: { label?: string }
  /** In whose place the actor would decide now: somebody's who lent it to them; `until` is the last day of that, `2026-12-03`. */
  onBehalfOf?: PersonView & { until: string }
  /** Somebody else of the actor's group is on it. */
  claimedBy?: PersonView
  /** Who approves answers a form: it is decided by itself. */
  hasForm?: true
  /** What the actor decided, once they did. */
  mine?: { vote: Say; at: string; comment?: string; onBehalfOf?: PersonView }
}

/** What a decider sees. */
export interface ApprovalView extends ApprovalRow {
  round: number
  /** Sanitised HTML made from Markdown on the server. */
  messageHtml?: string
  show: ShownValue[]
  groups: { title: string; quorum: string; people: PersonView[]; approved: number; needed: number }[]
  /** `onBehalfOf`: in whose place. `kept`: made in an earlier round, and standing in this one. */
  votes: {
    by: PersonView
    onBehalfOf?: PersonView
    vote: Say
    comment?: string
    at: string
    kept?: true
    /** What was answered to the approval's own form. */
    answers?: ShownValue[]
  }[]
  /** What who approves answers, as long as it is open. */
  form?: { inputs: Input[] }
  /** What the author calls the decisions. */
  labels?: { approve?: string; deny?: string }
  /** What was shown and decided in earlier rounds, newest first. */
  earlier: EarlierApproval[]
  /** Why the actor cannot decide; absent: they can. */
  refusal?: string
  /** The actor's decision, as long as it can be taken back. */
  held?: { decisionId: string; until: string }
  /** What the actor may do now beside deciding. */
  may: { reassign: boolean; addDecider: boolean; askInfo: boolean }
  /** Who is on it, and what the actor can do about that; absent: it is nothing for one of several. */
  claim?: { by?: PersonView; since?: string; may?: 'claim' | 'release' | 'take-over' }
  /** Oldest first. */
  questions: QuestionView[]
  /** The requester's other requests, newest first, five at most; only those that the actor may see. */
  others: RequestRow[]
}

/** The same approval in an earlier round. */
export interface EarlierApproval {
  round: number
  show: ShownValue[]
  votes: ApprovalView['votes']
  /** What the round after it shows otherwise. */
  changed: ChangedValue[]
}

/** What a decider asked somebody. */
export interface QuestionView {
  id: string
  by: PersonView
  of: PersonView
  text: string
  at: string
  /** Whether the due date stands still until it is answered. */
  stopsClock: boolean
  answer?: { text: string; at: string }
  /** When a decider chose to go on without an answer. */
  withdrawnAt?: string
  /** It waits for an answer, and can be withdrawn. */
  isOpen?: true
}

export type Box = 'mine' | 'group' | 'delegated' | 'done'
