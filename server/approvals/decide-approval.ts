import type { DecisionAnswer, RefusalCode } from '#engine/flow/advance/events.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Decision, Say } from '#engine/flow/approvals/types.ts'
import { tally } from '#engine/flow/approvals/outcome.ts'
import type { ApprovalVote } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError, type AppErrorCode } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { waitFor } from '#server/stream/wait-for.ts'
import { sendDecision } from '#server/temporal.ts'
import { claimBefore } from './claims.ts'
import { policyOf, votesOf } from './compiled.ts'
import { takeForm } from './form.ts'
import { findApproval } from './get-approval.ts'
import { inLine } from './in-flight.ts'
import { lacksRole } from './one-of.ts'
import { refusalFor } from './refusal.ts'

/** What a decider's client sends. */
export interface DecideCall {
  /** Made by the client; the same one again hears the same answer. */
  decisionId: string
  vote: Say
  /** Id of the decider in whose place; absent: in one's own. */
  onBehalfOf?: string
  comment?: string
  /** Answers to the approval's own form, as a form or a body sent them; only who approves gives any. */
  inputs?: Readonly<Record<string, unknown>>
  /** Of what was shown. */
  version: number
  seenHash: string
  /** How long it can be taken back, 10 at most; absent: as long as the person chose for what they decide in the browser. */
  holdSeconds?: number
}

export type Decided = Extract<DecisionAnswer, { accepted: true }>

/** After that the answer is "not confirmed yet". */
const recordedMs = 5_000

/** Beside what the interpreter says: somebody else is on it. */
type Code = RefusalCode | 'claimed'

const codes: Record<Code, AppErrorCode> = {
  closed: 'conflict',
  'already-decided': 'conflict',
  changed: 'conflict',
  'unknown-approval': 'conflict',
  'not-a-decider': 'forbidden',
  requester: 'forbidden',
  'comment-required': 'invalid',
  'inputs-required': 'invalid',
  'not-offered': 'invalid',
  retracted: 'conflict',
  claimed: 'conflict',
}

/** What of the call a refusal is about. */
const pathOf: Partial<Record<Code, string>> = {
  'comment-required': 'comment',
  'inputs-required': 'inputs',
}

type Found = Awaited<ReturnType<typeof findApproval>>

/**
 * Decides, in one's own place or in another's that is lent to one. What needs data is checked here; the verdict is the interpreter's. Answers when the decision and its audit entry are stored.
 * @throws AppError `not-found`; `forbidden`, `conflict` or `invalid` with the reason, which is audited; `unavailable` where it is not confirmed yet
 */
export async function decideApproval(actor: Actor, id: string, call: DecideCall): Promise<Decided> {
  // Looked for before the approval is: where the vote is there, how it left the approval is there too.
  const vote = await db.approvalVote.findUnique({ where: { decisionId: call.decisionId } })
  const approval = await findApproval(actor, id)
  if (vote) return storedAnswer(actor, approval, vote)
  // the call that this one repeats has stored it in between
  if (approval.votes.some(({ decisionId }) => decisionId === call.decisionId))
    return decideApproval(actor, id, call)
  const decider = await demandDecider(actor, approval, call)
  const { holdSeconds = actor.door === 'web' ? decider.holdSeconds : 0, inputs: raw, ...given } = call
  const inputs = await answersFor(actor, approval, { vote: call.vote, raw })
  const decision: Decision = {
    ...given,
    ...(inputs ? { inputs } : {}),
    ...(holdSeconds > 0 ? { holdMs: holdSeconds * 1000 } : {}),
    taskRunId: id,
    round: approval.round,
    personId: actor.id,
    personName: actor.name,
    door: actor.door,
    address: actor.address,
  }
  const answer = await inLine(approval.executionId, () => sendDecision(approval.executionId, decision))
  if (!answer.accepted) return refuse(actor, id, { call, code: answer.code, message: answer.message })
  const stored = await waitFor(`inbox:${actor.id}`, () => isStored(call.decisionId), recordedMs)
  if (stored) return answer
  throw new AppError(
    'unavailable',
    'Your decision is not confirmed yet. Look again in a moment before you repeat it.',
  )
}

/**
 * The answers to the form, read and taken for good before anybody counts the vote. What an approval without a form, or another
 * decision, is given is refused, not passed over.
 * @throws AppError `invalid` with every problem of them
 */
async function answersFor(
  actor: Actor,
  { executionId, taskId, state, policy }: Found,
  { vote, raw }: { vote: Say; raw: DecideCall['inputs'] },
): Promise<JsonObject | undefined> {
  const asks = policyOf(policy).form === true
  if (raw && Object.keys(raw).length > 0 && !(asks && vote === 'APPROVE'))
    throw new AppError('invalid', 'Only who approves answers a form, and only where the approval has one.')
  // of what is closed or not answered at all the verdict says why not
  if (!asks || vote !== 'APPROVE' || raw === undefined || state !== 'OPEN') return undefined
  return takeForm(actor, { executionId, taskId }, raw)
}

async function isStored(decisionId: string): Promise<true | undefined> {
  const vote = await db.approvalVote.findUnique({ where: { decisionId }, select: { decisionId: true } })
  return vote ? true : undefined
}

/** The answer to a repeat of what is stored. @throws AppError `conflict` for an id that somebody else used */
function storedAnswer(actor: Actor, approval: Found, vote: ApprovalVote): Decided {
  if (vote.personId !== actor.id || vote.approvalId !== approval.id) {
    throw new AppError('conflict', 'This decisionId was used for another decision.')
  }
  const outcome = ended.find((one) => one === approval.state) ?? 'OPEN'
  const held = vote.heldUntil ? { heldUntil: vote.heldUntil.getTime() } : {}
  return { accepted: true, outcome, remaining: remainingOf(approval), ...held }
}

const ended = ['APPROVED', 'DENIED', 'SENT_BACK'] as const

function remainingOf(approval: Found): number {
  return tally(policyOf(approval.policy), votesOf(approval.votes, approval.round)).remaining
}

/** What changes outside the workflow: who is a decider at all or stands in for one, whose account is active, and who is on it. */
async function demandDecider(
  actor: Actor,
  approval: Found,
  call: DecideCall,
): Promise<{ holdSeconds: number }> {
  const { id, namespace, deciderIds, state } = approval
  const policy = policyOf(approval.policy)
  const votes = votesOf(approval.votes, approval.round)
  const person = await db.person.findUnique({
    where: { id: actor.id },
    select: { active: true, holdSeconds: true },
  })
  const may =
    person?.active === true &&
    deciderIds.includes(actor.id) &&
    can(actor, 'approval:decide', { namespace, deciderIds })
  if (!may) {
    const message = refusalFor(actor.id, { state, policy, votes }) ?? 'You may not decide on this.'
    return refuse(actor, id, { call, code: 'not-a-decider', message })
  }
  const { onBehalfOf } = call
  if (onBehalfOf !== undefined && !approval.lent.some((one) => one.person.id === onBehalfOf))
    return refuse(actor, id, {
      call,
      code: 'not-a-decider',
      message: 'You do not decide in their place now.',
    })
  const lacks = onBehalfOf === undefined ? undefined : await lacksRole(policy, namespace, actor.id)
  if (lacks !== undefined) return refuse(actor, id, { call, code: 'not-a-decider', message: lacks })
  const seat = onBehalfOf ?? actor.id
  const claim = claimBefore({ policy, votes, claims: approval.claims }, { seat, self: [actor.id, seat] })
  if (!claim) return person
  const message = `${claim.person.name} is on it. Take it over if you want to decide.`
  return refuse(actor, id, { call, code: 'claimed', message })
}

interface Refusal {
  call: DecideCall
  code: Code
  message: string
}

async function refuse(actor: Actor, id: string, { call, code, message }: Refusal): Promise<never> {
  await audit(db, actor, {
    action: 'approval:decide',
    subjectType: 'approval',
    subjectId: id,
    after: {
      decisionId: call.decisionId,
      vote: call.vote,
      ...(call.onBehalfOf === undefined ? {} : { onBehalfOf: call.onBehalfOf }),
      seenHash: call.seenHash,
      version: call.version,
      code,
    },
    refused: true,
  })
  throw new AppError(codes[code], message, {
    details: [{ path: pathOf[code] ?? '', message, code }],
  })
}
