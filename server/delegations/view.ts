import type { PersonView } from '#server/requests/view.ts'

/** Days on which somebody may decide in another's place. Days are `2026-12-03`, in the time zone of whose place it is. */
export interface DelegationView {
  id: string
  /** Whose place it is. */
  person: PersonView
  /** Who may decide in it. */
  delegate: PersonView
  startsOn: string
  /** The last day of it. */
  endsOn: string
  /** What is in it and below it; absent: everywhere. */
  namespace?: string
  /** Of this flow of the namespace only; absent: all of them. */
  flowId?: string
  reason: string
  /** Whether it is over or was ended, is now, or is to come. */
  when: 'past' | 'now' | 'future'
  /** When it was ended before its last day was over. */
  endedAt?: string
}

/** One's own: those one gave, and those one was given. */
export interface Delegations {
  given: DelegationView[]
  received: DelegationView[]
  /** Flows in which the person was asked to decide, for a delegation of one of them only. */
  scopes: DelegationScope[]
}

/** A flow that asks for decisions, as people call it. */
export interface DelegationScope {
  namespace: string
  flowId: string
  name: string
}

/** Somebody who can be asked to decide in another's place. */
export interface DelegateCandidate {
  id: string
  name: string
}
