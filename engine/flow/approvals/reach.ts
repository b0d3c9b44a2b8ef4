import { hasVoted } from './on-behalf.ts'
import { tally } from './outcome.ts'
import { eligible } from './policy.ts'
import type { Policy, Vote } from './types.ts'

/** A group that cannot come to agree any more. */
export interface ShortGroup {
  /** Index in the policy. */
  groupIndex: number
  /** How many people more it would take. */
  lacks: number
  /** Those who are missed there and have not voted. */
  missed: string[]
}

/** The groups still open that cannot agree without those who are missing, even if everybody else does; in a sequence later ones too. */
export function shortGroups(
  policy: Policy,
  votes: readonly Vote[],
  missing: ReadonlySet<string>,
): ShortGroup[] {
  const { groups } = tally(policy, votes)
  return policy.groups.flatMap((group, groupIndex) => {
    const { outcome, needed = 0, approved = 0 } = groups[groupIndex] ?? {}
    if (outcome !== 'OPEN') return []
    const open = [...eligible(policy, group)].filter((id) => !hasVoted(votes, id))
    const missed = open.filter((id) => missing.has(id))
    const lacks = needed - approved - (open.length - missed.length)
    return missed.length > 0 && lacks > 0 ? { groupIndex, lacks, missed } : []
  })
}
