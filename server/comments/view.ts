import type { PersonView } from '#server/requests/view.ts'

/** What somebody wrote about a request. Instants are ISO 8601 in UTC. */
export interface CommentView {
  id: string
  /** `cancel`: the requester asks that the request be cancelled. */
  kind: 'comment' | 'cancel'
  /** `guest`: somebody without an account. */
  by: PersonView & { guest?: true }
  /** Sanitised HTML made from Markdown on the server; empty where it was deleted. */
  html: string
  /** Its Markdown, for those who may still edit it. */
  source?: string
  mentions: PersonView[]
  files: { uri: string; name: string; size: number }[]
  createdAt: string
  editedAt?: string
  /** A trace of it stays, without the text. */
  deletedAt?: string
  /** What it said before, oldest first; Markdown. */
  earlier: { text: string; at: string }[]
  /** Until when this reader may edit it. */
  editableUntil?: string
  mayDelete: boolean
}

/** The conversation, the newest first. */
export interface CommentPage {
  results: CommentView[]
  total: number
  /** Whether this reader may write, add people, and name them. */
  may: { comment: boolean; share: boolean; mention: boolean }
  after?: string
}

/** Somebody whom a comment may name, or who may be added. */
export interface Candidate {
  id: string
  name: string
  /** Whether they may see the request already. */
  sees: boolean
}
