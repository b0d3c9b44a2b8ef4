import { settled, tally } from '#engine/flow/approvals/outcome.ts'
import { eligible } from '#engine/flow/approvals/policy.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import type { Prisma } from '#server/db.ts'

/** Reads claims of people who are still there: whoever left is on nothing any more. */
export const claimsSelect = {
  where: { person: { active: true } },
  select: { groupIndex: true, at: true, person: { select: { id: true, name: true } } },
} as const satisfies Prisma.Approval$claimsArgs

/** Somebody is on it, for one of its groups. */
export interface Claim {
  /** Index of the group in the policy. */
  groupIndex: number
  at: Date
  person: { id: string; name: string }
}

/** Indexes of the groups in which the person may decide now. */
function groupsNow(policy: Policy, votes: readonly Vote[], personId: string): number[] {
  const turns = tally(policy, settled(votes)).groups
  return policy.groups.flatMap((group, index) =>
    turns[index]?.active === true && eligible(policy, group).has(personId) ? index : [],
  )
}

/** Indexes of the groups in which the person may decide now, and one of several people is enough: only there it helps that one is on it. */
export function claimableBy(policy: Policy, votes: readonly Vote[], personId: string): number[] {
  const turns = tally(policy, settled(votes)).groups
  return groupsNow(policy, votes, personId).filter((index) => {
    const group = policy.groups[index]
    return turns[index]?.needed === 1 && group !== undefined && eligible(policy, group).size > 1
  })
}

/**
 * Whose it is before that of `seat`, who would decide: somebody else is on it in each group in which `seat` could. Undefined: nobody.
 * @param self ids of who would decide, and of the person in whose place
 */
export function claimBefore(
  { policy, votes, claims }: { policy: Policy; votes: readonly Vote[]; claims: readonly Claim[] },
  { seat, self }: { seat: string; self: readonly string[] },
): Claim | undefined {
  const others = groupsNow(policy, votes, seat).map((index) =>
    claims.find(({ groupIndex, person }) => groupIndex === index && !self.includes(person.id)),
  )
  return others.every((claim) => claim !== undefined) ? others[0] : undefined
}
