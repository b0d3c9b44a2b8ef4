import type { JsonObject } from '#engine/flow/flow.ts'

/** What a notice tells; the sentence is the reader's language's. */
export const noticeKinds = [
  /** A decision is asked for: `{approvalId, title, number?, requester?}`. */
  'approval-waiting',
  /** Of one's own request: `{number, title}`, with `comment` where a decider wrote one. */
  'request-approved',
  'request-rejected',
  'request-done',
  'request-cancelled',
  /** Of one's own request: `{number, title, stage?}`. */
  'request-on-hold',
  /** For the flow's owners: `{executionId, number?, title}`. */
  'run-failed',
  /** Somebody signed in as the person from a device that is new: `{device?, address?}`. */
  'new-device',
  /** Somebody made a token that acts as the person: `{by, name}`. */
  'token-made',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export interface NoticeView {
  id: string
  kind: NoticeKind
  requestId?: string
  data: JsonObject
  createdAt: string
  readAt?: string
}
