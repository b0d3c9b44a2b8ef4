import { ownOf } from '../advance/entries.ts'
import type { OpenApproval } from '../advance/open-approval.ts'
import type { RunState } from '../advance/state.ts'
import { isTerminal } from '../flow.ts'
import type { AmendAnswer, Amendment, AmendRefusal, Change } from './amendment.ts'
import { behalfRefusal, hasVoted } from './on-behalf.ts'
import { settled, tally } from './outcome.ts'
import { deadEnd, eligible, mayAct } from './policy.ts'
import { inPlaceOf, replaced, withGroupOf } from './regroup.ts'
import type { Allowed, FrozenApproval, Policy, Vote } from './types.ts'

/** The verdict on an amendment: what whoever asked is told, without any effect. A repeat hears what it heard before. */
export function amend(state: RunState, amendment: Amendment): AmendAnswer {
  const { commandId, taskRunId } = amendment
  const known = ownOf(state.amended ?? {}, commandId)
  if (known) return known
  const approval = ownOf(state.nodes, taskRunId)?.approval
  const { frozen } = approval ?? {}
  const isOver = isTerminal(state.status) || state.status === 'KILLING'
  if (!approval || !frozen || isOver)
    return isOver || Object.hasOwn(state.closed, taskRunId)
      ? refuse('closed', 'This approval is closed')
      : refuse('unknown-approval', 'No such approval is open in this execution')
  const open = { ...approval, frozen }
  return refusal(open, amendment) ?? { accepted: true, version: versionAfter(frozen, amendment.change) }
}

/** A question alone changes nothing of what deciders see; its answer does, and that there will be none. */
export function versionAfter({ version }: FrozenApproval, { kind }: Change): number {
  return kind === 'ask' ? version : version + 1
}

/** The policy as it is after the change. */
export function policyAfter(policy: Policy, votes: readonly Vote[], change: Change): Policy {
  if (change.kind === 'reassign') return inPlaceOf(policy, change.from, change.to)
  if (change.kind === 'add') return withGroupOf(policy, change.to)
  if (change.kind !== 'replace') return policy
  // a vote stays, whatever becomes of who gave it
  const gone = change.gone.filter((id) => !hasVoted(votes, id))
  return replaced(policy, gone, change.come)
}

type Open = OpenApproval & { frozen: FrozenApproval }

const permits: Partial<Record<Change['kind'], Allowed>> = {
  reassign: 'reassign',
  add: 'addDecider',
  ask: 'askInfo',
  'withdraw-question': 'askInfo',
}

function refusal(open: Open, amendment: Amendment): AmendAnswer | undefined {
  const { policy, version } = open.frozen
  const { change } = amendment
  if (amendment.version !== undefined && amendment.version !== version)
    return refuse('changed', 'The approval has changed since it was shown to you')
  const permit = permits[change.kind]
  const { by, onBehalfOf, oversees } = amendment
  if (by !== undefined && permit !== undefined && !oversees) {
    if (policy.allow?.includes(permit) !== true)
      return refuse('not-allowed', 'This approval does not allow that')
    const behalf = permit === 'askInfo' && onBehalfOf !== undefined ? { personId: by, onBehalfOf } : undefined
    const no = behalf && behalfRefusal(policy, open.votes, behalf)
    if (no) return refuse('not-a-decider', no.message)
    // nobody hands on or widens what is only lent to them
    if (!mayStillDecide(open, behalf?.onBehalfOf ?? by))
      return refuse('not-a-decider', 'Only whoever may decide now can do that')
  }
  const own = ofChange(open, change)
  if (own) return own
  const problem = deadEnd(policyAfter(policy, open.votes, change))
  return problem === undefined ? undefined : refuse('impossible', problem)
}

function ofChange(open: Open, change: Change): AmendAnswer | undefined {
  switch (change.kind) {
    case 'reassign':
      if (!mayStillDecide(open, change.from))
        return refuse('already-decided', 'There is nothing left to decide for whom it is taken from')
      return isNew(open, change.to.id)
    case 'add':
      return isNew(open, change.to.id)
    case 'replace':
      // they stood in for somebody as they were looked for: another is to come
      return change.come.some(({ people }) => people.some(({ id }) => hasVoted(open.votes, id)))
        ? refuse('changed', 'They have decided here already')
        : undefined
    case 'ask':
      return Object.hasOwn(open.questions ?? {}, change.questionId)
        ? refuse('impossible', 'This question was asked already')
        : undefined
    case 'answer':
    case 'withdraw-question':
      return Object.hasOwn(open.questions ?? {}, change.questionId)
        ? undefined
        : refuse('impossible', 'This question is not open')
  }
}

function isNew({ frozen: { policy }, votes }: Open, personId: string): AmendAnswer | undefined {
  if (policy.groups.some(({ people }) => people.some(({ id }) => id === personId)))
    return refuse('impossible', 'They are one of the deciders already')
  if (policy.rules.notRequester && policy.requesterId === personId)
    return refuse('impossible', 'Whoever made the request does not decide on it')
  if (!mayAct(policy, personId)) return refuse('impossible', 'Whoever decided before is not asked here')
  if (votes.some((vote) => vote.personId === personId))
    return refuse('impossible', 'They have decided here already')
  return undefined
}

/** Whether the person is in a group that is open, and has not voted. */
function mayStillDecide({ frozen: { policy }, votes }: Open, personId: string): boolean {
  if (hasVoted(votes, personId)) return false
  const { groups } = tally(policy, settled(votes))
  return policy.groups.some(
    (group, index) => groups[index]?.outcome === 'OPEN' && eligible(policy, group).has(personId),
  )
}

function refuse(code: AmendRefusal, message: string): AmendAnswer {
  return { accepted: false, code, message }
}
