import type { JsonObject } from '#engine/flow/flow.ts'

/** What a notice tells; the sentence is the reader's language's. */
export const noticeKinds = [
  /** A decision is asked for: `{approvalId, title, number?, requester?, again?}`; `again`: its requester changed it and sent it again. */
  'approval-waiting',
  /** One's own request came in by a form: `{number, title}`. */
  'request-received',
  /** Of one's own request: `{number, title}`, with `comment` where a decider wrote one. */
  'request-approved',
  'request-rejected',
  'request-done',
  'request-cancelled',
  /** Somebody who decides asks for changes to one's own request: `{number, title, by, comment}`. */
  'request-sent-back',
  /** Of one's own request: `{number, title, stage?}`. */
  'request-on-hold',
  /** The same of another's request that one follows has `requester`: their name. */
  'request-withdrawn',
  /** Of a request that one sees: `{number, title, by, commentId, text?}`; without the text once the comment is deleted. */
  'request-comment',
  'request-mention',
  'request-cancel-asked',
  /** One was added to a request: `{number, title, by}`. */
  'request-shared',
  /** The requester brings it to mind: `{approvalId, number, title, by}`. */
  'request-nudged',
  /** A decision is still asked for, and due: `{approvalId, title, number?, requester?, dueAt?}`. */
  'approval-reminder',
  /** A decision is asked for of somebody in whose place one may decide: `{approvalId, title, by}`, `by` is their name. */
  'approval-waiting-for',
  /** Somebody's place was lent to one, or is lent no more: `{by}`, whose it is. */
  'delegation-given',
  'delegation-ended',
  /** Somebody who administers people lent one's own place: `{by, name}`, to whom. */
  'delegation-made',
  /** For the flow's owners: who is asked left or is away, and nobody is found in their place: `{approvalId, title}`. */
  'approval-short',
  /** Somebody who decides asks one something: `{approvalId, title, by, text}`; the answer to it, for who asked. */
  'approval-question',
  'approval-answer',
  /** For the flow's owners: `{executionId, number?, title}`. */
  'run-failed',
  /** Somebody signed in as the person from a device that is new: `{device?, address?}`. */
  'new-device',
  /** Somebody made a token that acts as the person: `{by, name}`. */
  'token-made',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What followers of another's request hear too, in other words. */
export const followedKinds = [
  'request-approved',
  'request-rejected',
  'request-done',
  'request-cancelled',
  'request-on-hold',
  'request-withdrawn',
] as const satisfies readonly NoticeKind[]

/** Those that lead to the decision that is asked for. */
export const decisionKinds: readonly NoticeKind[] = [
  'approval-waiting',
  'approval-waiting-for',
  'approval-reminder',
  'approval-answer',
  'request-nudged',
]

/** Those about who decides in whose place. */
export const delegationKinds = [
  'delegation-given',
  'delegation-ended',
  'delegation-made',
] as const satisfies readonly NoticeKind[]

export interface NoticeView {
  id: string
  kind: NoticeKind
  requestId?: string
  data: JsonObject
  createdAt: string
  readAt?: string
}
