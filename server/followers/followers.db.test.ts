import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { writeComment } from '#server/comments/write-comment.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { closeRequest } from '#server/requests/close-request.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { listRequests } from '#server/requests/list-requests.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { mayHear } from '#server/stream/topics.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { addFollower, follow, removeFollower, unfollow } from './follow.ts'

const source = `
id: chair
namespace: follow.it
owner: chair-makers
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
let nora: Actor
let dora: Actor
let fred: Actor
let stranger: Actor
let requestId = ''
let executionId = ''
let count = 0

beforeEach(async () => {
  nora = (await makePerson({ name: 'Nora' })).actor
  dora = (await makePerson()).actor
  fred = (await makePerson({ name: 'Fred' })).actor
  stranger = (await makePerson()).actor
  executionId = `follow-execution-${++count}`
  requestId = await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: dora.id,
    executionId,
    approvalId: `follow-approval-${count}`,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
})

async function end(state: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.execution.update({ where: { id: executionId }, data: { state, endedAt: new Date() } })
    await refreshRequest(tx, executionId)
  })
}

const told = async (actor: Actor) =>
  (await listNotices(actor)).results.map(({ kind, data }) => [kind, data.requester])

test('whoever is added sees this one request, writes in it, and hears of its end', async () => {
  await expect(getRequest(fred, requestId)).rejects.toMatchObject({ code: 'not-found' })
  expect(await mayHear(fred, `request:${requestId}`)).toBe(false)
  await addFollower(nora, requestId, fred.id)
  await addFollower(dora, requestId, fred.id)
  expect(await mayHear(fred, `request:${requestId}`)).toBe(true)
  const seen = await getRequest(fred, requestId)
  expect(seen).toMatchObject({ follows: true, followers: [{ name: 'Fred', added: true }] })
  expect(seen.may).toMatchObject({ share: false, close: false, withdraw: false, nudge: false })
  expect(seen.history).toContainEqual(expect.objectContaining({ what: 'follower-added', detail: 'Fred' }))
  await writeComment(fred, requestId, { text: 'Hello', mentions: [], uploadIds: [] })
  await expect(addFollower(fred, requestId, stranger.id)).rejects.toMatchObject({ code: 'forbidden' })
  await end('SUCCESS')
  expect(await told(fred)).toEqual([
    ['request-done', 'Nora'],
    ['request-shared', undefined],
  ])
})

test('who presses twice has left once', async () => {
  await addFollower(nora, requestId, fred.id)
  const both = await Promise.allSettled([unfollow(fred, requestId), removeFollower(nora, requestId, fred.id)])
  for (const one of both)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'not-found' })
  const removed = { subjectId: requestId, action: 'request:remove-follower' }
  expect(await db.auditEntry.count({ where: removed })).toBe(1)
})

test('who is taken out, or leaves, sees it no more', async () => {
  await addFollower(dora, requestId, fred.id)
  await expect(removeFollower(stranger, requestId, fred.id)).rejects.toMatchObject({ code: 'not-found' })
  await removeFollower(nora, requestId, fred.id)
  await expect(getRequest(fred, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(removeFollower(nora, requestId, fred.id)).rejects.toMatchObject({ code: 'not-found' })
  await addFollower(dora, requestId, fred.id)
  await unfollow(fred, requestId)
  await expect(getRequest(fred, requestId)).rejects.toMatchObject({ code: 'not-found' })
})

test('following by one’s own wish opens nothing, and ends with the right', async () => {
  const { actor: vera } = await makePerson({ roles: [{ role: 'viewer', namespace: 'follow' }] })
  await expect(follow(stranger, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(follow(nora, requestId)).rejects.toMatchObject({ code: 'conflict' })
  await follow(vera, requestId)
  await follow(vera, requestId)
  expect((await getRequest(vera, requestId)).follows).toBe(true)
  await end('FAILED')
  expect(await told(vera)).toEqual([['request-on-hold', 'Nora']])
  await db.roleBinding.deleteMany({ where: { personId: vera.id } })
  await expect(getRequest({ ...vera, roles: [] }, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await end('SUCCESS')
  expect(await told(vera)).toHaveLength(1)
})

test('nobody is added who is not there, nor the requester', async () => {
  await expect(addFollower(nora, requestId, 'nobody')).rejects.toMatchObject({ code: 'invalid' })
  await expect(addFollower(dora, requestId, nora.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('members of the group that owns the flow see the request and close it for a reason', async () => {
  const { actor: owner } = await makePerson({ groups: ['chair-makers'], name: 'Olga' })
  await end('FAILED')
  expect((await getRequest(owner, requestId)).may).toMatchObject({
    close: true,
    share: true,
    openRun: false,
  })
  await expect(closeRequest(nora, requestId, 'x')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(closeRequest(stranger, requestId, 'x')).rejects.toMatchObject({ code: 'not-found' })
  await closeRequest(owner, requestId, 'There are no more chairs')
  const seen = await getRequest(nora, requestId)
  expect(seen.outcome).toBe('CANCELLED')
  expect(seen.history.at(-1)).toMatchObject({
    what: 'cancelled',
    who: { name: 'Olga' },
    comment: 'There are no more chairs',
  })
  expect((await listNotices(nora)).results[0]).toMatchObject({
    kind: 'request-cancelled',
    data: { comment: 'There are no more chairs' },
  })
  // whatever becomes of the run now
  await end('SUCCESS')
  expect((await getRequest(nora, requestId)).outcome).toBe('CANCELLED')
  await expect(closeRequest(owner, requestId, 'x')).rejects.toMatchObject({ code: 'conflict' })
})

test('who follows a request finds it in a list of their own, for as long as they may see it', async () => {
  const followed = async (actor: Actor) =>
    (await listRequests(actor, { following: true })).results.map(({ id, requester }) => [id, requester?.name])
  const owner = (await makePerson({ groups: ['chair-makers'] })).actor
  const viewer = (await makePerson({ roles: ['viewer'] })).actor
  expect(await followed(viewer)).toEqual([])
  await addFollower(nora, requestId, fred.id)
  for (const actor of [dora, owner, viewer]) await follow(actor, requestId)
  for (const actor of [fred, dora, owner, viewer])
    expect(await followed(actor)).toEqual([[requestId, 'Nora']])
  expect(await followed({ ...viewer, roles: [] })).toEqual([])
  expect(await followed({ ...owner, groups: [] })).toEqual([])
  expect(await followed(nora)).toEqual([])
  expect((await listRequests(fred, { following: true, q: 'nothing of the kind' })).total).toBe(0)
  await removeFollower(nora, requestId, fred.id)
  expect(await followed(fred)).toEqual([])
})
