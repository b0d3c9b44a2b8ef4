import { eligible, needed } from '#engine/flow/approvals/policy.ts'
import type { FrozenGroup, Policy } from '#engine/flow/approvals/types.ts'

/**
 * Leaves people who are away out of groups in which some are enough, as long as enough others are left there; where they are not,
 * and where all or a share of a group is asked, everybody stays.
 * @returns the policy, and the ids of those who are asked in no group any more
 */
export function withoutAway(
  policy: Policy,
  away: ReadonlySet<string>,
): { policy: Policy; leftOut: string[] } {
  const groups = policy.groups.map((group) => present(policy, group, away))
  const asked = new Set(groups.flatMap(({ people }) => people.map(({ id }) => id)))
  const leftOut = new Set(
    policy.groups.flatMap(({ people }) => people.flatMap(({ id }) => (asked.has(id) ? [] : id))),
  )
  return { policy: { ...policy, groups }, leftOut: [...leftOut] }
}

function present(policy: Policy, group: FrozenGroup, away: ReadonlySet<string>): FrozenGroup {
  if (group.quorum !== 'any' && typeof group.quorum !== 'number') return group
  const there = { ...group, people: group.people.filter(({ id }) => !away.has(id)) }
  return eligible(policy, there).size >= needed(policy, there) ? there : group
}
