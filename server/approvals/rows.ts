import type { Policy } from '#engine/flow/approvals/types.ts'
import { localText } from '#engine/flow/local-text.ts'
import type { Actor } from '#server/actor.ts'
import { titleIn } from '#server/apps/columns.ts'
import { db, type Prisma } from '#server/db.ts'
import { lentTo, type Lent } from '#server/delegations/in-force.ts'
import { claimBefore, claimsSelect } from './claims.ts'
import { policyOf, sayFrom, votesOf, withNames } from './compiled.ts'
import { seenIn } from './frozen.ts'
import { placesFor } from './stand-ins.ts'
import type { ApprovalRow } from './view.ts'
import { workingTimes } from './working-times.ts'

/** What a row of the inbox is made from, for one reader. */
export function rowInclude(personId: string) {
  return {
    execution: { select: { namespace: true, flowId: true } },
    deciders: { where: { personId }, select: { groupIndex: true, direct: true } },
    votes: { include: withNames, orderBy: { at: 'asc' } },
    claims: claimsSelect,
  } as const satisfies Prisma.ApprovalInclude
}

export type ApprovalRecord = Prisma.ApprovalGetPayload<{ include: ReturnType<typeof rowInclude> }>

/** A stored state; only opening and closing write it. */
function stateFrom(text: string): ApprovalRow['state'] {
  return text as ApprovalRow['state']
}

const requestSelect = {
  id: true,
  number: true,
  title: true,
  requester: { select: { id: true, name: true } },
  app: { select: { displayName: true, texts: true } },
} as const satisfies Prisma.RequestSelect

/** Rows of the inbox in the order of the records; a few queries more, however many. */
export async function approvalRows(actor: Actor, records: readonly ApprovalRecord[]): Promise<ApprovalRow[]> {
  const ids = records.flatMap((record) => record.requestId ?? [])
  const requests =
    ids.length === 0 ? [] : await db.request.findMany({ where: { id: { in: ids } }, select: requestSelect })
  const byId = new Map(requests.map((request) => [request.id, request]))
  const working = await workingTimes(records)
  const lent = await lentTo(actor.id)
  return records.map((record) => {
    const request = byId.get(record.requestId ?? '')
    const policy = policyOf(record.policy)
    const own = record.votes.filter(({ personId }) => personId === actor.id)
    const mine = own.find((vote) => vote.round === record.round) ?? own[0]
    const seen = seenIn(record, actor.language)
    const through = record.deciders.filter((decider) => !decider.direct)
    return {
      id: record.id,
      title: seen.title,
      state: stateFrom(record.state),
      requester: request?.requester ?? null,
      request: request ? { id: request.id, number: request.number, title: request.title } : null,
      appName: request?.app ? titleIn(request.app, actor.language) : undefined,
      keyValues: seen.show.slice(0, 3),
      createdAt: record.createdAt.toISOString(),
      dueAt: record.dueAt?.toISOString(),
      working: working.get(record.id),
      closedAt: record.closedAt?.toISOString(),
      kind: `${record.execution.namespace}/${record.execution.flowId}/${record.taskId}`,
      version: record.version,
      seenHash: record.seenHash,
      commentRequired: policy.rules.commentRequired,
      sendBack: policy.sendBack && { label: localText(policy.sendBack.label, actor.language) },
      ...(policy.form ? { hasForm: true as const } : {}),
      throughGroups: through.flatMap(({ groupIndex }) => policy.groups[groupIndex]?.title ?? []),
      ...forActor(actor, record, { policy, lent }),
      mine: mine && {
        vote: sayFrom(mine.vote),
        at: mine.at.toISOString(),
        comment: mine.comment ?? undefined,
        onBehalfOf: mine.onBehalfOf ?? undefined,
      },
    }
  })
}

/** In whose place the actor would decide, and who of their group is on it. */
function forActor(
  actor: Actor,
  { state, round, votes: rows, claims, execution }: ApprovalRecord,
  { policy, lent }: { policy: Policy; lent: readonly Lent[] },
): Pick<ApprovalRow, 'onBehalfOf' | 'claimedBy'> {
  if (state !== 'OPEN') return {}
  const votes = votesOf(rows, round)
  const place = placesFor(actor.id, { state, policy, votes, place: execution }, lent).at(0)
  const claim = claimBefore(
    { policy, votes, claims },
    { seat: place?.person.id ?? actor.id, self: [actor.id, ...(place ? [place.person.id] : [])] },
  )
  return {
    ...(place ? { onBehalfOf: { ...place.person, until: place.until } } : {}),
    ...(claim ? { claimedBy: claim.person } : {}),
  }
}
