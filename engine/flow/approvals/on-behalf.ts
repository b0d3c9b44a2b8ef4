import type { RefusalCode } from '../advance/events.ts'
import { mayAct, seatsOf } from './policy.ts'
import type { Policy, Vote } from './types.ts'

/** The decider whose place a vote fills: who was voted for, or who voted. */
export function seatOf({ personId, onBehalfOf }: Pick<Vote, 'personId' | 'onBehalfOf'>): string {
  return onBehalfOf?.id ?? personId
}

/** Whether the person has nothing to say here any more: they voted, for themselves or another, or another did for them. */
export function hasVoted(votes: readonly Vote[], personId: string): boolean {
  return votes.some((vote) => vote.personId === personId || seatOf(vote) === personId)
}

export interface BehalfRefusal {
  code: RefusalCode
  message: string
}

/** Somebody who would decide in another's place, by their ids. */
export interface Behalf {
  personId: string
  onBehalfOf: string
}

/**
 * Why somebody may not decide in another's place, though that one lets them; undefined where nothing speaks against it.
 * A person has one vote in an approval: in their own place if they have one, else in one that was lent to them. Nobody stands in
 * on a request of their own, nor for whoever made it.
 */
export function behalfRefusal(
  policy: Policy,
  votes: readonly Vote[],
  { personId, onBehalfOf }: Behalf,
): BehalfRefusal | undefined {
  const isRequester = policy.requesterId === personId || policy.requesterId === onBehalfOf
  if (policy.requesterId !== undefined && isRequester)
    return refuse('requester', 'Nobody stands in on a request of their own, nor for whoever made it')
  const seats = seatsOf(policy)
  if (!seats.has(onBehalfOf)) return refuse('not-a-decider', 'They are not one of the deciders')
  if (!mayAct(policy, personId))
    return refuse('not-a-decider', 'Whoever decided before stands in for nobody here')
  if (votes.some((vote) => vote.personId === personId))
    return refuse('already-decided', 'You have decided already')
  if (seats.has(personId)) return refuse('not-a-decider', 'You are asked yourself: decide in your own name')
  if (hasVoted(votes, onBehalfOf)) return refuse('already-decided', 'This was decided in their place already')
  return undefined
}

function refuse(code: RefusalCode, message: string): BehalfRefusal {
  return { code, message }
}
