import type { WorkingTime } from '#engine/flow/business-calendar/left-of.ts'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { PersonView, RequestRow } from '#server/requests/view.ts'

/** A row of the inbox. */
export interface ApprovalRow {
  /** Id of the approval and of its task run. */
  id: string
  title: string
  state: 'OPEN' | 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED'
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
  /** What the actor decided, once they did. */
  mine?: { vote: 'APPROVE' | 'DENY'; at: string; comment?: string }
}

/** What a decider sees. */
export interface ApprovalView extends ApprovalRow {
  round: number
  /** Sanitised HTML made from Markdown on the server. */
  messageHtml?: string
  show: ShownValue[]
  groups: { title: string; quorum: string; people: PersonView[]; approved: number; needed: number }[]
  votes: { by: PersonView; vote: 'APPROVE' | 'DENY'; comment?: string; at: string }[]
  /** What the author calls the decisions. */
  labels?: { approve?: string; deny?: string }
  /** Why the actor cannot decide; absent: they can. */
  refusal?: string
  /** The actor's decision, as long as it can be taken back. */
  held?: { decisionId: string; until: string }
  /** What the actor may do now beside deciding. */
  may: { reassign: boolean; addDecider: boolean; askInfo: boolean }
  /** Oldest first. */
  questions: QuestionView[]
  /** The requester's other requests, newest first, five at most; only those that the actor may see. */
  others: RequestRow[]
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
}

export type Box = 'mine' | 'group' | 'done'
