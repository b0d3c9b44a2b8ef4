import type { Actor } from '#server/actor.ts'
import { followersToTell } from '#server/followers/followers-to-tell.ts'
import { notify } from '#server/notices/notify.ts'
import type { NoticeKind } from '#server/notices/view.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { tellGuest } from '#server/guests/tell-guest.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import type { Tx } from '#server/db.ts'
import type { FoundRequest } from './find-request.ts'
import type { Outcome } from './view.ts'

const kinds: Partial<Record<Outcome, NoticeKind>> = {
  APPROVED: 'request-approved',
  REJECTED: 'request-rejected',
  DONE: 'request-done',
  CANCELLED: 'request-cancelled',
  ON_HOLD: 'request-on-hold',
}

/** The request that it is about, as its change just read it. */
export interface ToldRequest {
  id: string
  number: string
  title: string
  requesterId: string
  namespace: string
  flowId: string
  flowRevision: number
}

interface Told {
  request: ToldRequest
  executionId: string
  generation: number
  outcome: Outcome
}

/** Tells the requester and the followers what the request has come to, and the flow's owners where it failed. */
export async function tellOutcome(
  tx: Tx,
  { request, executionId, generation, outcome }: Told,
): Promise<void> {
  const kind = kinds[outcome]
  if (!kind) return
  const { namespace, flowId, flowRevision } = request
  const comment = outcome === 'REJECTED' ? await lastDenial(tx, executionId) : undefined
  await tellBoth(
    tx,
    { ...request, currentExecutionId: executionId },
    {
      kind,
      comment,
      dedupeKey: `${kind}:${executionId}:${generation}`,
    },
  )
  await tellGuest(tx, {
    requesterId: request.requesterId,
    number: request.number,
    outcome,
    dedupeKey: `${kind}:${executionId}:${generation}`,
  })
  if (outcome !== 'ON_HOLD') return
  const owners = await ownersOf(tx, await loadFlowIn(tx, { namespace, flowId, flowRevision }))
  await notify(tx, {
    personIds: owners.people.map((person) => person.id),
    kind: 'run-failed',
    requestId: request.id,
    data: { number: request.number, title: request.title, executionId },
    dedupeKey: `run-failed:${executionId}:${generation}`,
  })
}

/** Tells that somebody closed it; not whoever did. */
export async function tellClosed(
  tx: Tx,
  actor: Pick<Actor, 'id'>,
  { request, reason }: { request: TellableRequest; reason: string },
): Promise<void> {
  const dedupeKey = `request-cancelled:${request.id}:closed`
  await tellBoth(tx, request, { kind: 'request-cancelled', comment: reason, dedupeKey, without: actor.id })
}

/** Tells the followers that the requester took it back. */
export async function tellWithdrawn(tx: Tx, request: TellableRequest): Promise<void> {
  const kind = 'request-withdrawn'
  await tellBoth(tx, request, { kind, dedupeKey: `${kind}:${request.id}`, without: request.requesterId })
}

type TellableRequest = Pick<
  FoundRequest,
  'id' | 'number' | 'title' | 'requesterId' | 'namespace' | 'flowId' | 'currentExecutionId'
>

interface Telling {
  kind: NoticeKind
  comment?: string
  dedupeKey: string
  /** Who knows already. */
  without?: string
}

/** The requester in words of their own request, the followers in those of another's. */
async function tellBoth(
  tx: Tx,
  request: TellableRequest,
  { kind, comment, dedupeKey, without }: Telling,
): Promise<void> {
  const { id: requestId, number, title, requesterId } = request
  const told = (ids: readonly string[]) => ids.filter((id) => id !== without)
  const data = { number, title, ...(comment === undefined ? {} : { comment }) }
  await notify(tx, { personIds: told([requesterId]), kind, requestId, data, dedupeKey })
  const followers = told(await followersToTell(tx, request))
  if (followers.length === 0) return
  const { name } = await tx.person.findUniqueOrThrow({
    where: { id: requesterId },
    select: { name: true },
  })
  await notify(tx, { personIds: followers, kind, requestId, data: { ...data, requester: name }, dedupeKey })
}

async function lastDenial(tx: Tx, executionId: string): Promise<string | undefined> {
  const vote = await tx.approvalVote.findFirst({
    where: { approval: { executionId }, vote: 'DENY', comment: { not: null } },
    orderBy: { at: 'desc' },
    select: { comment: true },
  })
  return vote?.comment ?? undefined
}
