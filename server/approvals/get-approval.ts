import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { tally } from '#engine/flow/approvals/outcome.ts'
import type { Allowed, Policy, Vote } from '#engine/flow/approvals/types.ts'
import { forForm } from '#engine/flow/inputs/find-options.ts'
import { localText } from '#engine/flow/local-text.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import { withAway } from '#server/absences/with-away.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { languageFor } from '#server/languages/languages.ts'
import { say } from '#server/languages/say.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { can } from '#server/people/can.ts'
import { decidersOf } from '#server/requests/relations.ts'
import { rowSelect, rowsOf } from '#server/requests/rows.ts'
import type { RequestRow } from '#server/requests/view.ts'
import { oversees } from './amend-approval.ts'
import { answersOfExecution } from './answers.ts'
import { inputsOf } from './asked.ts'
import { claimableBy, claimBefore, claimsSelect } from './claims.ts'
import { policyOf, votesOf, withNames } from './compiled.ts'
import { mayDecide, quorumText } from './deciders.ts'
import { seenIn } from './frozen.ts'
import { castVotes, earlierRounds } from './earlier-rounds.ts'
import { lacksRole } from './one-of.ts'
import { questionsOf } from './questions.ts'
import { refusalFor } from './refusal.ts'
import { approvalRows } from './rows.ts'
import { lentHere } from './stand-ins.ts'
import type { ApprovalView } from './view.ts'

const otherRequests = 5
/** Looked through for those that the actor may see. */
const looked = 25

/**
 * What a decider sees. For those who decide or have decided in it, those who may decide for one of these, and those who may read approvals in its namespace.
 * @throws AppError `not-found` for everybody else
 */
export async function getApproval(actor: Actor, id: string): Promise<ApprovalView> {
  const record = await findApproval(actor, id)
  const policy = policyOf(record.policy)
  const votes = votesOf(record.votes, record.round)
  const [row] = await approvalRows(actor, [record])
  if (!row) throw noApproval()
  const seen = seenIn(record, actor.language)
  const own = refusalFor(actor.id, { state: record.state, policy, votes })
  const refusal = row.onBehalfOf ? await lacksRole(policy, record.namespace, actor.id) : own
  const answers = await answersOfExecution(record.executionId, [record], { reader: actor })
  return {
    ...row,
    round: record.round,
    messageHtml: seen.message === undefined ? undefined : markdownToHtml(seen.message),
    show: seen.show,
    groups: await groupsOf(policy, votes),
    votes: castVotes(record.votes, record.round, answers),
    form: await formOf(record),
    labels: policy.labels && {
      approve: localText(policy.labels.approve, actor.language),
      deny: localText(policy.labels.deny, actor.language),
    },
    earlier: await earlierRounds(actor, record, seen.show),
    refusal: refusal && say(refusal, languageFor(actor.language)),
    held: heldBy(actor.id, votes),
    may: mayOf(actor, record, {
      decides: own === undefined,
      standsIn: row.onBehalfOf !== undefined && refusal === undefined,
    }),
    claim: claimOf(actor, record, votes),
    questions: await questionsOf(record),
    others: row.requester ? await othersOf(actor, row.requester.id, record.requestId) : [],
  }
}

/** What it asks of who approves, as long as it is open. */
async function formOf(record: Awaited<ReturnType<typeof findApproval>>): Promise<ApprovalView['form']> {
  if (record.state !== 'OPEN' || !policyOf(record.policy).form) return undefined
  const { namespace, flowId, flowRevision } = record.execution
  const flow = await loadFlow(namespace, flowId, flowRevision)
  return { inputs: forForm(inputsOf(flow, record.taskId), markdownToHtml) }
}

function heldBy(personId: string, votes: readonly Vote[]): ApprovalView['held'] {
  const vote = votes.find((one) => one.personId === personId)
  if (vote?.heldUntil === undefined) return undefined
  return { decisionId: vote.decisionId, until: new Date(vote.heldUntil).toISOString() }
}

/** Who is on it, and what the actor can do about that. */
function claimOf(
  actor: Actor,
  { policy: json, state, claims }: ClaimRecord,
  votes: Vote[],
): ApprovalView['claim'] {
  if (state !== 'OPEN') return undefined
  const policy = policyOf(json)
  const mine = claims.find(({ person }) => person.id === actor.id)
  const other = claimBefore({ policy, votes, claims }, { seat: actor.id, self: [actor.id] })
  const by = other ?? mine ?? claims[0]
  const may = !hasVoted(votes, actor.id) && claimableBy(policy, votes, actor.id).length > 0
  if (!by && !may) return undefined
  return {
    by: by?.person,
    since: by?.at.toISOString(),
    may: !may ? undefined : other ? 'take-over' : mine ? 'release' : 'claim',
  }
}

type ClaimRecord = Pick<Awaited<ReturnType<typeof findApproval>>, 'policy' | 'state' | 'claims'>

/** What the interpreter would let the actor do, for showing only. */
function mayOf(
  actor: Actor,
  { policy, state, namespace }: { policy: unknown; state: string; namespace: string },
  { decides, standsIn }: { decides: boolean; standsIn: boolean },
): ApprovalView['may'] {
  const oversight = oversees(actor, namespace)
  const allows = (what: Allowed, has = decides) =>
    state === 'OPEN' && (oversight || (has && policyOf(policy).allow?.includes(what) === true))
  return {
    reassign: allows('reassign'),
    addDecider: allows('addDecider'),
    askInfo: allows('askInfo', decides || standsIn),
  }
}

/** @throws AppError `not-found` */
export async function findApproval(actor: Actor, id: string) {
  const record = await db.approval.findUnique({
    where: { id },
    include: {
      deciders: { select: { personId: true, groupIndex: true, direct: true } },
      votes: { include: withNames, orderBy: { at: 'asc' } },
      claims: claimsSelect,
      execution: { select: { namespace: true, flowId: true, flowRevision: true } },
    },
  })
  if (!record) throw noApproval()
  const { deciders, votes, execution, ...approval } = record
  const lent = await lentHere(actor.id, {
    asked: deciders.map(({ personId }) => personId),
    state: record.state,
    policy: policyOf(record.policy),
    place: execution,
  })
  const deciderIds = [...deciders, ...votes].map((one) => one.personId)
  if (lent.length > 0) deciderIds.push(actor.id)
  if (!can(actor, 'approval:read', { namespace: execution.namespace, deciderIds })) throw noApproval()
  return {
    ...approval,
    execution,
    namespace: execution.namespace,
    deciderIds,
    lent,
    votes,
    deciders: deciders.filter((decider) => decider.personId === actor.id),
  }
}

function noApproval(): AppError {
  return new AppError('not-found', 'There is no such approval, or it is not yours to see.')
}

async function groupsOf(policy: Policy, votes: Vote[]): Promise<ApprovalView['groups']> {
  const tallies = tally(policy, votes).groups
  const away = await whoIsAway(mayDecide(policy))
  return policy.groups.map((group, index) => {
    const may = new Set(mayDecide(policy, [group]))
    return {
      title: group.title,
      quorum: quorumText(group.quorum),
      people: withAway(
        group.people.filter(({ id }) => may.has(id)),
        away,
      ),
      approved: tallies[index]?.approved ?? 0,
      needed: tallies[index]?.needed ?? 0,
    }
  })
}

/** The requester's other requests, the newest first; only those that the actor may see. */
async function othersOf(actor: Actor, requesterId: string, without: string | null): Promise<RequestRow[]> {
  const records = await db.request.findMany({
    where: { requesterId, id: { not: without ?? '' } },
    select: rowSelect,
    orderBy: { createdAt: 'desc' },
    take: looked,
  })
  const deciders = await decidersOf(records.map((record) => record.id))
  const seen = records.filter(({ id, namespace }) =>
    can(actor, 'request:read', { namespace, requesterId, deciderIds: deciders.get(id) }),
  )
  return rowsOf(seen.slice(0, otherRequests), actor)
}
