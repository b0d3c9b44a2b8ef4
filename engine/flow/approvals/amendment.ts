import type { PersonRef } from './types.ts'

/**
 * A change of an open approval that is no decision. A complete command: what needs data (who is active, who may be asked)
 * was checked by the verb that sends it. Its id is made by the client and is the Update's id.
 */
export interface Amendment {
  commandId: string
  /** Id of the approval's task run. */
  taskRunId: string
  /** Person id; undefined: the product itself. */
  by?: string
  /** In whose place `by` asks something; that it is lent to them was looked up by the verb. */
  onBehalfOf?: string
  /** What was shown to whoever asks for it; undefined: it holds whatever was. */
  version?: number
  /** Whether `by` looks after the approval without being one of its deciders: an operator, the owner of the flow. */
  oversees?: boolean
  change: Change
  door: string
  address?: string
}

export type Change =
  /** Somebody else in the place of a decider who has not decided. */
  | { kind: 'reassign'; from: string; to: PersonRef }
  /** One person more has to agree: after all others where they go one after the other. */
  | { kind: 'add'; to: PersonRef }
  /** Those who cannot decide any more leave, and others come into the groups that would be too small without them. */
  | { kind: 'replace'; gone: readonly string[]; come: readonly Newcomers[] }
  | { kind: 'ask'; questionId: string; of: string; text: string; stopsClock: boolean }
  /** The times are those that hold from now on, where the clock stood still. */
  | { kind: 'answer'; questionId: string; text: string; dueAt?: number; remindAt?: readonly number[] }
  /** It goes on without an answer; the times as with one. */
  | { kind: 'withdraw-question'; questionId: string; dueAt?: number; remindAt?: readonly number[] }

/** Newcomers of one group. */
export interface Newcomers {
  /** Index of the group in the policy. */
  groupIndex: number
  people: readonly PersonRef[]
}

/** What whoever asked for an amendment is told. */
export type AmendAnswer =
  { accepted: true; version: number } | { accepted: false; code: AmendRefusal; message: string }

export type AmendRefusal =
  | 'closed'
  | 'unknown-approval'
  | 'changed'
  | 'not-allowed'
  | 'not-a-decider'
  | 'already-decided'
  | 'impossible'

/** What the product found when it asked for further people because an approval is due. */
export type Escalated =
  /**
   * They can decide in the place of whoever's turn it is and who has not: in all of those groups, or in those that `come` names.
   * The times are the next ones.
   */
  | {
      kind: 'more'
      people: PersonRef[]
      come?: readonly Newcomers[]
      dueAt?: number
      remindAt?: readonly number[]
    }
  /** Nobody is left to ask. */
  | { kind: 'nobody' }
