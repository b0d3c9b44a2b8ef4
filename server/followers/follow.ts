import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { notify } from '#server/notices/notify.ts'
import { demand } from '#server/people/can.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { transaction } from '#server/transaction.ts'

/** Followers of one request. */
const most = 50

/**
 * Hears from now on what becomes of a request that one may see; it opens nothing by itself.
 * @throws AppError `not-found`, `conflict` for one's own request and where too many follow it
 */
export async function follow(actor: Actor, requestId: string): Promise<void> {
  const request = await findRequest(actor, requestId)
  if (request.requesterId === actor.id) throw new AppError('conflict', 'You hear of your own request anyway.')
  await transaction(async (tx) => {
    await insert(tx, { requestId, personId: actor.id, addedById: null })
    await audit(tx, actor, { action: 'request:follow', subjectType: 'request', subjectId: requestId })
    await announce(tx, [`request:${requestId}`])
  })
}

/** Hears of it no more; who was let in by others sees it no more either. @throws AppError `not-found` */
export async function unfollow(actor: Actor, requestId: string): Promise<void> {
  await findRequest(actor, requestId)
  await transaction((tx) => remove(tx, actor, { requestId, personId: actor.id }))
}

/**
 * Lets somebody see this one request, and hear what becomes of it.
 * @throws AppError `not-found`, `forbidden`, `conflict` for the requester and where too many follow it, `invalid` for nobody
 */
export async function addFollower(actor: Actor, requestId: string, personId: string): Promise<void> {
  const request = await findRequest(actor, requestId)
  demand(actor, 'request:share', await subjectOf(request))
  await transaction(async (tx) => {
    const person = await tx.person.findFirst({
      where: { id: personId, active: true, kind: 'person' },
      select: { name: true },
    })
    if (!person)
      throw new AppError('invalid', 'There is no such person.', {
        details: [{ path: 'personId', message: 'is nobody' }],
      })
    if (personId === request.requesterId)
      throw new AppError('conflict', `${person.name} made this request and hears of it anyway.`)
    if (!(await letIn(tx, actor, { requestId, person: { id: personId, ...person } }))) return
    await notify(tx, {
      personIds: personId === actor.id ? [] : [personId],
      kind: 'request-shared',
      requestId,
      data: { number: request.number, title: request.title, by: actor.name },
      dedupeKey: `follower:${requestId}:${Date.now()}`,
    })
  })
}

/** Lets somebody see the request from now on, in whose transaction it is called. @returns whether that is new */
export async function letIn(
  tx: Tx,
  actor: Pick<Actor, 'id' | 'door' | 'address'>,
  { requestId, person }: { requestId: string; person: { id: string; name: string } },
): Promise<boolean> {
  const isNew = await insert(tx, { requestId, personId: person.id, addedById: actor.id })
  if (isNew) await note(tx, actor, { requestId, kind: 'follower-added', person })
  return isNew
}

/**
 * Takes somebody out again who was added.
 * @throws AppError `not-found`, also for who does not follow it; `forbidden`
 */
export async function removeFollower(actor: Actor, requestId: string, personId: string): Promise<void> {
  const request = await findRequest(actor, requestId)
  if (personId !== actor.id) demand(actor, 'request:share', await subjectOf(request))
  await transaction(async (tx) => {
    const removed = await remove(tx, actor, { requestId, personId })
    if (!removed) throw new AppError('not-found', 'That person does not follow this request.')
  })
}

interface Pair {
  requestId: string
  personId: string
}

/** Whoever follows by their own wish already is let in from now on, where somebody adds them. @returns whether that is new */
async function insert(tx: Tx, { requestId, personId, addedById }: Pair & { addedById: string | null }) {
  await tx.$queryRaw`SELECT 1 FROM "Request" WHERE id = ${requestId} FOR UPDATE`
  const where = { requestId_personId: { requestId, personId } }
  const before = await tx.follower.findUnique({ where })
  if (before?.addedById || (before && addedById === null)) return false
  if (!before && (await tx.follower.count({ where: { requestId } })) >= most)
    throw new AppError('conflict', `${most} people follow this request already.`)
  await tx.follower.upsert({ where, create: { requestId, personId, addedById }, update: { addedById } })
  return true
}

async function remove(tx: Tx, actor: Actor, pair: Pair): Promise<boolean> {
  const row = await tx.follower.findUnique({
    where: { requestId_personId: pair },
    select: { addedById: true, person: { select: { id: true, name: true } } },
  })
  if (!row) return false
  // somebody else, or a second press of the button, may have been quicker
  const { count } = await tx.follower.deleteMany({ where: { ...pair, addedById: row.addedById } })
  if (count === 0) return false
  if (row.addedById === null) {
    const { requestId } = pair
    await audit(tx, actor, { action: 'request:unfollow', subjectType: 'request', subjectId: requestId })
    await announce(tx, [`request:${requestId}`])
  } else await note(tx, actor, { requestId: pair.requestId, kind: 'follower-removed', person: row.person })
  return true
}

interface Noted {
  requestId: string
  kind: 'follower-added' | 'follower-removed'
  person: { id: string; name: string }
}

/** Into the history and the audit. */
async function note(
  tx: Tx,
  actor: Pick<Actor, 'id' | 'door' | 'address'>,
  { requestId, kind, person }: Noted,
): Promise<void> {
  const id = randomBytes(16).toString('base64url')
  await tx.requestEvent.create({ data: { id, requestId, kind, personId: actor.id, people: [person.name] } })
  await audit(tx, actor, {
    action: kind === 'follower-added' ? 'request:add-follower' : 'request:remove-follower',
    subjectType: 'request',
    subjectId: requestId,
    after: { personId: person.id },
  })
  await announce(tx, [`request:${requestId}`])
}
