import type { DecisionAnswer, RefusalCode } from '../advance/events.ts'
import { ownOf } from '../advance/entries.ts'
import type { OpenApproval } from '../advance/open-approval.ts'
import type { RunState } from '../advance/state.ts'
import { isTerminal } from '../flow.ts'
import type { AmendAnswer } from './amendment.ts'
import { behalfRefusal, hasVoted } from './on-behalf.ts'
import { settled, tally } from './outcome.ts'
import { eligible, seatsOf } from './policy.ts'
import type { Decision, FrozenApproval, Policy, Retraction, Vote } from './types.ts'

/**
 * The verdict on a decision: what its client is told, without any effect. A repeat, known by its `decisionId`, hears what
 * it heard before. `remaining` counts the approvals that are still needed after this one.
 */
export function decide(state: RunState, decision: Decision): DecisionAnswer {
  const known = ownOf(state.answers, decision.decisionId)
  if (known) return known
  const approval = state.nodes[decision.taskRunId]?.approval
  const { frozen } = approval ?? {}
  if (!approval || !frozen || isTerminal(state.status) || state.status === 'KILLING')
    return notOpen(state, decision)
  return refusal(state, decision, { ...approval, frozen }) ?? accept(frozen.policy, approval, decision)
}

/** The vote that a decision is, at that time. */
export function castBy({ groups }: Policy, decision: Decision, at: number): Vote {
  const { decisionId, personId, personName, vote, comment, inputs } = decision
  const cast = { decisionId, personId, personName, vote, comment, inputs, at }
  const of = groups.flatMap(({ people }) => people).find(({ id }) => id === decision.onBehalfOf)
  return of ? { ...cast, onBehalfOf: { id: of.id, name: of.name } } : cast
}

/** What a repeat of a decision hears that was taken back. */
export const takenBack = refuse('retracted', 'You took this decision back')

/** Whether a decision can be taken back: by whoever made it, as long as it is held. */
export function retract(state: RunState, { commandId, taskRunId, ...asked }: Retraction): AmendAnswer {
  const known = ownOf(state.amended ?? {}, commandId)
  if (known) return known
  const approval = ownOf(state.nodes, taskRunId)?.approval
  const vote = approval?.votes.find(({ decisionId }) => decisionId === asked.decisionId)
  if (!approval?.frozen || !vote || vote.personId !== asked.personId || vote.heldUntil === undefined)
    return {
      accepted: false,
      code: 'closed',
      message: 'This decision counts already, or there is no such one',
    }
  return { accepted: true, version: approval.frozen.version }
}

/**
 * Whether an approval is stored, and with it visible to its deciders, before the interpreter has heard so: whoever is as
 * quick as that is asked to wait a moment, not refused.
 */
export function isBeingOpened(state: RunState, taskRunId: string): boolean {
  const node = ownOf(state.nodes, taskRunId)
  return node?.waits === 'approval' && node.state !== 'KILLING' && !node.approval?.frozen
}

function notOpen(state: RunState, { taskRunId }: Decision): DecisionAnswer {
  const isOver =
    Object.hasOwn(state.closed, taskRunId) || isTerminal(state.status) || state.status === 'KILLING'
  return isOver
    ? refuse('closed', 'This approval is closed')
    : refuse('unknown-approval', 'No such approval is open in this execution')
}

function refusal(
  state: RunState,
  decision: Decision,
  { frozen, votes }: OpenApproval & { frozen: FrozenApproval },
): DecisionAnswer | undefined {
  const { policy } = frozen
  const { personId, onBehalfOf } = decision
  const seat = onBehalfOf ?? personId
  const stranger =
    onBehalfOf === undefined
      ? ownRefusal(policy, votes, personId)
      : behalfRefusal(policy, votes, { personId, onBehalfOf })
  if (stranger) return { accepted: false, ...stranger }
  const turn = turnOf(policy, settled(votes), seat)
  if (turn === 'later') return refuse('not-a-decider', 'Others have to decide before you')
  if (turn === 'over') return refuse('already-decided', 'Your group has decided already')
  const isSame =
    decision.version === frozen.version &&
    decision.seenHash === frozen.seenHash &&
    decision.round === state.nodes[decision.taskRunId]?.round
  if (!isSame) return refuse('changed', 'What you decide on has changed since it was shown to you')
  if (decision.vote === 'SEND_BACK' && !policy.sendBack)
    return refuse('not-offered', 'This request cannot be sent back')
  if (wantsComment(policy, decision) && !decision.comment?.trim()) {
    const isBack = decision.vote === 'SEND_BACK'
    return refuse(
      'comment-required',
      isBack ? 'Say what has to change' : 'A comment is required with this decision',
    )
  }
  if (policy.form && decision.vote === 'APPROVE' && !decision.inputs)
    return refuse('inputs-required', 'Fill in the form to approve this')
  return undefined
}

/** Why somebody may not decide in their own name. */
function ownRefusal(
  policy: Policy,
  votes: readonly Vote[],
  personId: string,
): { code: RefusalCode; message: string } | undefined {
  if (policy.rules.notRequester && policy.requesterId === personId)
    return { code: 'requester', message: 'Whoever made the request does not decide on it' }
  if (!seatsOf(policy).has(personId))
    return { code: 'not-a-decider', message: 'You are not one of the deciders' }
  if (votes.some((vote) => vote.personId === personId))
    return { code: 'already-decided', message: 'You have decided already' }
  if (hasVoted(votes, personId))
    return { code: 'already-decided', message: 'Somebody has decided in your place already' }
  return undefined
}

/** Whether one of the person's groups may decide now, only later in the sequence, or not any more. */
function turnOf(policy: Policy, votes: OpenApproval['votes'], personId: string): 'now' | 'later' | 'over' {
  const { groups } = tally(policy, votes)
  const own = groups.filter((_, index) => {
    const group = policy.groups[index]
    return group !== undefined && eligible(policy, group).has(personId)
  })
  if (own.some(({ active }) => active)) return 'now'
  return own.some(({ outcome }) => outcome === 'OPEN') ? 'later' : 'over'
}

function wantsComment({ rules }: Policy, { vote }: Decision): boolean {
  // nobody can change anything on a request that comes back without a word
  if (vote === 'SEND_BACK') return true
  return rules.commentRequired === 'ALWAYS' || (rules.commentRequired === 'ON_DENY' && vote === 'DENY')
}

function accept(policy: Policy, { votes }: OpenApproval, decision: Decision): DecisionAnswer {
  const { holdMs = 0 } = decision
  const counted = settled(votes)
  const after = tally(policy, [...counted, castBy(policy, decision, 0)])
  const { outcome } = holdMs > 0 ? tally(policy, counted) : after
  return { accepted: true, outcome, remaining: after.remaining }
}

function refuse(code: RefusalCode, message: string): DecisionAnswer {
  return { accepted: false, code, message }
}
