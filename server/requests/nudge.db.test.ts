import { beforeEach, expect, test, vi } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { listComments } from '#server/comments/list-comments.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { askToCancel, closeRequest } from './close-request.ts'
import { getRequest } from './get-request.ts'
import { nudgeRequest } from './nudge-request.ts'

const source = `
id: desk
namespace: nudge.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
let nora: Actor
let dora: Actor
let requestId = ''
let approvalId = ''
let count = 0

beforeEach(async () => {
  nora = (await makePerson({ name: 'Nora' })).actor
  dora = (await makePerson({ name: 'Dora' })).actor
  approvalId = `nudge-approval-${++count}`
  requestId = await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: dora.id,
    executionId: `nudge-execution-${count}`,
    approvalId,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
  await db.taskRun.create({
    data: {
      id: `nudge-run-${count}`,
      executionId: `nudge-execution-${count}`,
      taskId: 'say',
      type: 'log',
      state: 'PAUSED',
      position: 0,
      startedAt: new Date(),
      histories: [],
    },
  })
})

const laterBy = (hours: number) => {
  vi.useFakeTimers({ now: Date.now() + hours * 3_600_000, toFake: ['Date'] })
}

test('the requester brings it to mind once in four hours; those who have it are told, each time', async () => {
  expect((await getRequest(nora, requestId)).may.nudge).toBe(true)
  expect((await getRequest(dora, requestId)).may.nudge).toBe(false)
  await expect(nudgeRequest(dora, requestId)).rejects.toMatchObject({ code: 'forbidden' })
  const both = await Promise.allSettled([nudgeRequest(nora, requestId), nudgeRequest(nora, requestId)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const seen = await getRequest(nora, requestId)
  expect(Date.parse(seen.nudgeableAt ?? '')).toBeGreaterThan(Date.now() + 3.9 * 3_600_000)
  expect(seen.history).toContainEqual(expect.objectContaining({ what: 'nudged', detail: 'decider' }))
  const notices = await listNotices(dora)
  expect(notices.results).toMatchObject([{ kind: 'request-nudged', data: { approvalId, by: 'Nora' } }])
  await expect(nudgeRequest(nora, requestId)).rejects.toMatchObject({ code: 'too-many' })
  laterBy(4.01)
  try {
    expect(await nudgeRequest(nora, requestId)).toMatchObject({ told: [{ id: dora.id }] })
  } finally {
    vi.useRealTimers()
  }
  expect((await listNotices(dora)).results).toHaveLength(2)
})

test('who has decided one thing and is asked for another is told of that', async () => {
  const { executionId, policy } = await db.approval.findUniqueOrThrow({ where: { id: approvalId } })
  const other = `${approvalId}-other`
  await db.approval.create({
    data: {
      ...{ id: other, executionId, requestId, taskId: 'say', state: 'OPEN', title: 'Another?' },
      ...{ show: [], seenHash: 'b', createdAt: new Date(), policy: policy as object },
      deciders: { create: { personId: dora.id, groupIndex: 0, direct: true } },
    },
  })
  const vote = { approvalId, personId: dora.id, vote: 'APPROVE', seenHash: 'a', door: 'web', at: new Date() }
  await db.approvalVote.create({ data: { decisionId: `nudge-vote-${count}`, ...vote } })
  await nudgeRequest(nora, requestId)
  expect((await listNotices(dora)).results).toMatchObject([{ data: { approvalId: other } }])
})

test('where nobody is asked nobody is told', async () => {
  await db.approval.update({ where: { id: approvalId }, data: { state: 'APPROVED' } })
  await expect(nudgeRequest(nora, requestId)).rejects.toMatchObject({ code: 'conflict' })
})

test('after a decision the requester asks to cancel, and then a decider may close it; not before', async () => {
  await expect(askToCancel(nora, requestId, 'Found another')).rejects.toMatchObject({ code: 'conflict' })
  const vote = { approvalId, personId: dora.id, vote: 'APPROVE', seenHash: 'a', door: 'web', at: new Date() }
  await db.approvalVote.create({ data: { decisionId: `nudge-vote-${count}`, ...vote } })
  expect((await getRequest(nora, requestId)).may).toMatchObject({ withdraw: false, askToCancel: true })
  await expect(closeRequest(dora, requestId, 'x')).rejects.toMatchObject({ code: 'conflict' })
  await expect(askToCancel(dora, requestId, 'x')).rejects.toMatchObject({ code: 'forbidden' })
  await askToCancel(nora, requestId, 'Found another')
  await expect(askToCancel(nora, requestId, 'Again')).rejects.toMatchObject({ code: 'conflict' })
  expect((await listComments(dora, requestId)).results).toMatchObject([{ kind: 'cancel' }])
  expect((await listNotices(dora)).results[0]).toMatchObject({ kind: 'request-cancel-asked' })
  const seen = await getRequest(dora, requestId)
  expect(seen.cancelAsked).toMatchObject({ text: 'Found another' })
  expect(seen.may.close).toBe(true)
  await db.execution.updateMany({ where: { requestId }, data: { state: 'FAILED' } })
  await closeRequest(dora, requestId, 'As you wish')
  expect(await getRequest(nora, requestId)).toMatchObject({ outcome: 'CANCELLED' })
})
