import { seatOf } from './on-behalf.ts'
import { eligible, needed } from './policy.ts'
import type { FrozenGroup, Policy, Vote } from './types.ts'

/** How far one group of deciders is. */
export interface GroupTally {
  title: string
  /** Different people that must agree. */
  needed: number
  approved: number
  denied: number
  outcome: TallyOutcome
  /** Whether its people may decide now: in a sequence only the first open group, and nobody once the whole is decided. */
  active: boolean
}

export type TallyOutcome = 'OPEN' | 'APPROVED' | 'DENIED' | 'SENT_BACK'

export interface Tally {
  outcome: TallyOutcome
  /** Approvals still needed, over all groups. */
  remaining: number
  groups: GroupTally[]
}

/** Votes that count: those that can still be taken back do not yet. */
export function settled(votes: readonly Vote[]): Vote[] {
  return votes.filter(({ heldUntil }) => heldUntil === undefined)
}

/**
 * What the votes come to. A place counts once in each group it is in, whoever fills it. A group approves when as many as it needs
 * agree, and denies when as many deny or the rest cannot make it any more; one group that denies denies the whole. Before all
 * that, one person who may decide sends the whole back.
 */
export function tally(policy: Policy, votes: readonly Vote[]): Tally {
  const groups = policy.groups.map((group) => tallyGroup(policy, group, votes))
  const first = groups.findIndex(({ outcome }) => outcome === 'OPEN')
  const denied = groups.some(({ outcome }) => outcome === 'DENIED')
  const approved = groups.length > 0 && groups.every(({ outcome }) => outcome === 'APPROVED')
  const sentBack = groups.some(({ outcome }) => outcome === 'SENT_BACK')
  const outcome = sentBack ? 'SENT_BACK' : denied ? 'DENIED' : approved ? 'APPROVED' : 'OPEN'
  const isTurn = (index: number) => policy.order === 'parallel' || index === first
  const placed = groups.map((group, index) => ({
    ...group,
    active: outcome === 'OPEN' && group.outcome === 'OPEN' && isTurn(index),
  }))
  return {
    outcome,
    remaining: groups.reduce((sum, group) => sum + Math.max(group.needed - group.approved, 0), 0),
    groups: placed,
  }
}

function tallyGroup(policy: Policy, group: FrozenGroup, votes: readonly Vote[]): Omit<GroupTally, 'active'> {
  const people = eligible(policy, group)
  const counted = new Map<string, Vote['vote']>()
  for (const vote of votes) {
    const seat = seatOf(vote)
    if (people.has(seat) && !counted.has(seat)) counted.set(seat, vote.vote)
  }
  const said = [...counted.values()]
  const approved = said.filter((vote) => vote === 'APPROVE').length
  const denied = said.filter((vote) => vote === 'DENY').length
  const wanted = needed(policy, group)
  const lost = denied >= wanted || people.size - denied < wanted
  if (said.includes('SEND_BACK') && approved < wanted)
    return { title: group.title, needed: wanted, approved, denied, outcome: 'SENT_BACK' }
  const outcome = approved >= wanted ? 'APPROVED' : lost ? 'DENIED' : 'OPEN'
  return { title: group.title, needed: wanted, approved, denied, outcome }
}
