import type { FrozenGroup, Policy } from './types.ts'

/** Whether the rules let the person decide here at all, asked or not: not the requester nor who decided before, where they say so. */
export function mayAct({ rules, requesterId, excluded }: Policy, personId: string): boolean {
  return !(rules.notRequester && requesterId === personId) && excluded?.includes(personId) !== true
}

/** People of a group who may decide: each once, without those whom the rules leave out. */
export function eligible(policy: Policy, group: FrozenGroup): Set<string> {
  return new Set(group.people.flatMap(({ id }) => (mayAct(policy, id) ? id : [])))
}

/** Everybody who may decide in one of its groups. */
export function seatsOf(policy: Policy): Set<string> {
  return new Set(policy.groups.flatMap((group) => [...eligible(policy, group)]))
}

/**
 * How many different people of a group must agree. A share is rounded up, and counts those who may decide;
 * at least one is needed, so that nothing is ever approved by nobody.
 */
export function needed(policy: Policy, group: FrozenGroup): number {
  const size = eligible(policy, group).size
  const { quorum } = group
  if (quorum === 'any') return 1
  if (quorum === 'all') return Math.max(size, 1)
  if (typeof quorum === 'number') return Math.max(Math.ceil(quorum), 1)
  // 60 % of 5 is 3: without the rounding it is 3.0000000000000004
  return Math.max(Math.ceil(Math.round(Number.parseFloat(quorum) * size * 1e6) / 1e8), 1)
}

/** Why an approval can never be decided, as a sentence for the engineer; undefined where it can. */
export function deadEnd(policy: Policy): string | undefined {
  if (policy.groups.length === 0) return 'The approval has no deciders'
  for (const group of policy.groups) {
    const [size, wanted] = [eligible(policy, group).size, needed(policy, group)]
    if (size >= wanted) continue
    if (size === 0) return `Nobody of ${group.title} may decide${excluded(policy, group)}`
    return `${group.title} needs ${wanted} people to decide, but only ${size} may${excluded(policy, group)}`
  }
  return undefined
}

function excluded({ rules, requesterId }: Policy, { people }: FrozenGroup): string {
  const isIn = people.some(({ id }) => id === requesterId)
  return rules.notRequester && isIn ? ': the requester is not allowed to' : ''
}
