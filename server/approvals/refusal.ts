import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { settled, tally, type GroupTally } from '#engine/flow/approvals/outcome.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { mayDecide } from './deciders.ts'

/**
 * Why a person cannot decide on an approval as it is now, in words for them; undefined where they can.
 * For showing only: the verdict is the interpreter's.
 */
export function refusalFor(
  personId: string,
  approval: { state: string; policy: Policy; votes: readonly Vote[] },
): string | undefined {
  const { state, policy, votes } = approval
  if (votes.some((vote) => vote.personId === personId)) return 'You have decided already.'
  if (hasVoted(votes, personId)) return 'Somebody has decided in your place already.'
  if (state !== 'OPEN') return 'This is closed: there is nothing to decide any more.'
  if (policy.rules.notRequester && policy.requesterId === personId) {
    return 'You made this request: somebody else decides on it.'
  }
  if (!mayDecide(policy).includes(personId)) return 'You are not one of those who decide on this.'
  const turns = tally(policy, settled(votes)).groups
  const isIn = (which: (turn: GroupTally) => boolean) =>
    mayDecide(
      policy,
      policy.groups.filter((_, index) => turns[index] && which(turns[index])),
    ).includes(personId)
  if (isIn(({ active }) => active)) return undefined
  return isIn(({ outcome }) => outcome === 'OPEN')
    ? 'Others have to decide before you.'
    : 'Your group has decided already.'
}
