import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { makePerson } from '#tests/harness/people.ts'
import { hasInsight, insightFlows } from './flows.ts'
import { getInsight } from './get-insight.ts'
import { listWaiting } from './list-waiting.ts'

const hour = 3_600_000
let viewer: Actor
let owner: Actor
let stranger: Actor
let ana: Actor
let ben: Actor

const source = `id: buy
namespace: company.insight
displayName: Buy something
owner: buyers
tasks:
  - { id: first-look, type: approval, title: Good?, deciders: [{ group: buyers }] }
`

interface Asked {
  taskId?: string
  state: string
  /** Hours ago. */
  asked: number
  /** Hours from being asked to the end, or to the due date. */
  took?: number
  due?: number
  by?: Actor
  /** Hours from being asked to when others were asked too. */
  escalated?: number
  /** Of an earlier round, and stands in this one. */
  kept?: boolean
  /** Nobody was asked. */
  automatic?: boolean
  calendar?: string
  /** Milliseconds that are left until it is due, where its clock stands still. */
  leftMs?: number
}

/** An approval as it was stored, with a request of its own. */
async function ask({
  taskId = 'first-look',
  state,
  asked,
  took,
  due,
  by,
  escalated,
  leftMs,
  kept,
  automatic,
  calendar,
}: Asked): Promise<string> {
  const id = randomBytes(8).toString('hex')
  const createdAt = new Date(Date.now() - asked * hour)
  await db.execution.create({
    data: {
      id,
      namespace: 'company.insight',
      flowId: 'buy',
      flowRevision: 1,
      state: 'PAUSED',
      inputs: {},
      labels: {},
      histories: [],
      createdAt,
    },
  })
  const request = {
    id: `r${id}`,
    number: `BUY-${id}`,
    namespace: 'company.insight',
    flowId: 'buy',
    requesterId: stranger.id,
    title: `Buy ${id}`,
    outcome: 'IN_PROGRESS',
    currentExecutionId: id,
    createdAt,
  }
  await db.request.create({ data: request })
  const at = (hours: number | undefined) =>
    hours === undefined ? undefined : new Date(createdAt.getTime() + hours * hour)
  await db.approval.create({
    data: {
      id: `${id}~${taskId}`,
      executionId: id,
      requestId: request.id,
      taskId,
      state,
      title: `Buy ${id}?`,
      show: [],
      seenHash: '0'.repeat(64),
      calendar,
      policy: automatic ? { groups: [] } : {},
      createdAt,
      closedAt: at(took),
      dueAt: at(due),
      escalatedAt: at(escalated),
      timeLeft: leftMs === undefined ? undefined : { dueMs: leftMs, remindMs: [] },
      deciders: { create: [ana, ben].map(({ id }) => ({ personId: id, groupIndex: 0, direct: true })) },
      ...(by
        ? {
            votes: {
              create: {
                decisionId: id,
                personId: by.id,
                vote: state === 'DENIED' ? 'DENY' : 'APPROVE',
                seenHash: '',
                door: 'web',
                at: at(kept ? -5 : took) ?? createdAt,
                keptFrom: kept ? 'before' : null,
              },
            },
          }
        : {}),
    },
  })
  return `${id}~${taskId}`
}

beforeAll(async () => {
  const engineer = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company' }] })).actor
  viewer = (await makePerson({ roles: [{ role: 'viewer', namespace: 'company.insight' }] })).actor
  owner = (await makePerson({ groups: ['buyers'] })).actor
  stranger = (await makePerson()).actor
  ana = (await makePerson({ name: 'Ana Ruiz' })).actor
  ben = (await makePerson({ name: 'Ben Okafor' })).actor
  await saveFlow(engineer, source)
  for (const took of [2, 4, 6]) await ask({ state: 'APPROVED', asked: 48, took, due: 5, by: ana })
  await ask({ state: 'DENIED', asked: 24, took: 10, by: ben })
  await ask({ state: 'SENT_BACK', asked: 24, took: 1 })
  await ask({ state: 'EXPIRED', asked: 24, took: 8, due: 8 })
  await ask({ state: 'APPROVED', asked: 24 * 60, took: 1, by: ana })
  await ask({ taskId: 'second-look', state: 'OPEN', asked: 24 * 90, due: 24 })
  await ask({ state: 'OPEN', asked: 1, due: 24, by: ana })
})

const call = { namespace: 'company.insight', flowId: 'buy', days: 30 }

test('tells by step how long decisions take, what they come to, and what waits, however old it is', async () => {
  const { requests, steps } = await getInsight(viewer, call)
  expect(requests).toEqual({ made: 7, reworked: 1 })
  expect(steps).toEqual(
    expect.arrayContaining([
      {
        taskId: 'first-look',
        title: 'First look',
        approved: 3,
        denied: 1,
        sentBack: 1,
        expired: 1,
        usualSeconds: 4 * 3600,
        slowSeconds: expect.any(Number),
        due: { kept: 2, of: 4 },
        waiting: 1,
        overdue: 0,
      },
      expect.objectContaining({ taskId: 'second-look', approved: 0, waiting: 1, overdue: 1 }),
    ]),
  )
  expect(steps).toHaveLength(2)
  expect((await getInsight(viewer, { ...call, days: 90 })).steps).toContainEqual(
    expect.objectContaining({ taskId: 'first-look', approved: 4 }),
  )
})

test('tells by person what they decided and what they have before them', async () => {
  const { people } = await getInsight(viewer, call)
  expect(people).toEqual([
    expect.objectContaining({
      person: { id: ben.id, name: 'Ben Okafor' },
      decided: 1,
      approved: 0,
      usualSeconds: 36_000,
      waiting: 2,
      overdue: 1,
    }),
    expect.objectContaining({
      person: { id: ana.id, name: 'Ana Ruiz' },
      decided: 4,
      approved: 4,
      waiting: 1,
      overdue: 1,
    }),
  ])
})

test('lists what waits page by page, the oldest first, with those who have not decided', async () => {
  const first = await listWaiting(viewer, { ...call, size: 1 })
  expect(first).toMatchObject({
    total: 2,
    results: [{ taskId: 'second-look', asked: 2, request: { number: expect.stringMatching(/^BUY-/) } }],
  })
  const rest = await listWaiting(viewer, { ...call, size: 1, after: first.after })
  expect(rest.results).toMatchObject([{ taskId: 'first-look', people: [{ name: 'Ben Okafor' }], asked: 1 }])
  expect(rest.after).toBeUndefined()
})

test('is for who reads approvals there, and for the owners of the flow', async () => {
  for (const actor of [viewer, owner]) {
    expect(await insightFlows(actor)).toEqual([
      { namespace: 'company.insight', flowId: 'buy', title: 'Buy something' },
    ])
    expect(await hasInsight(actor)).toBe(true)
    expect((await getInsight(actor, call)).steps).toHaveLength(2)
  }
  expect(await insightFlows(stranger)).toEqual([])
  expect(await hasInsight(stranger)).toBe(false)
  await expect(getInsight(stranger, call)).rejects.toMatchObject({ code: 'not-found' })
  await expect(listWaiting(stranger, { ...call, size: 5 })).rejects.toMatchObject({ code: 'not-found' })
})

test('what others had to be asked for is late whatever time that gave it; while the clock stands still nothing is late', async () => {
  const step = async (taskId: string) =>
    (await getInsight(viewer, call)).steps.find((one) => one.taskId === taskId)
  await ask({ taskId: 'third-look', state: 'APPROVED', asked: 24, took: 6, due: 8, escalated: 4, by: ana })
  await ask({ taskId: 'third-look', state: 'OPEN', asked: 5, due: 8, escalated: 4 })
  expect(await step('third-look')).toMatchObject({ due: { kept: 0, of: 1 }, waiting: 1, overdue: 1 })
  await ask({ taskId: 'third-look', state: 'DENIED', asked: 24, took: 6, leftMs: hour, by: ana })
  await ask({ taskId: 'third-look', state: 'OPEN', asked: 5, leftMs: hour })
  expect(await step('third-look')).toMatchObject({ due: { kept: 1, of: 2 }, waiting: 2, overdue: 1 })
})

test('how long decisions take is told by those that somebody made, each once', async () => {
  const taskId = 'fourth-look'
  const of = async () => {
    const { steps, people } = await getInsight(viewer, call)
    const { usualSeconds, due } = steps.find((one) => one.taskId === taskId) ?? {}
    const own = people.find(({ person }) => person.id === ana.id)
    return { usualSeconds, due, decided: own?.decided, took: own?.usualSeconds }
  }
  await ask({ taskId, state: 'APPROVED', asked: 24, took: 6, due: 8, by: ana })
  const before = await of()
  expect(before).toMatchObject({ usualSeconds: 6 * 3600, due: { kept: 1, of: 1 } })
  for (let count = 0; count < 2; count++) {
    await ask({ taskId, state: 'APPROVED', asked: 24, took: 0, due: 8, automatic: true })
    await ask({ taskId, state: 'APPROVED', asked: 24, took: 0, due: 8, by: ana, kept: true })
  }
  expect(await of()).toEqual(before)
})

test('what is due on a business calendar is told in working time, and what only sometimes is as time passes', async () => {
  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      [{ from: '00:00', to: '12:00' }],
    ]),
  )
  const data = { slug: 'mornings', name: 'Mornings', timeZone: 'UTC', week, holidays: [] }
  await db.businessCalendar.create({ data })
  const kim = (await makePerson({ name: 'Kim' })).actor
  const taskId = 'fifth-look'
  const of = async () => {
    const { steps, people } = await getInsight(viewer, call)
    const named = [
      steps.find((one) => one.taskId === taskId),
      people.find(({ person }) => person.id === kim.id),
    ]
    return named.map((one) => [one?.usualSeconds, one?.counts])
  }
  for (const took of [24, 48, 72])
    await ask({ taskId, state: 'APPROVED', asked: 96, took, by: kim, calendar: 'mornings' })
  expect(await of()).toEqual([
    [24 * 3600, 'working'],
    [24 * 3600, 'working'],
  ])
  await ask({ taskId, state: 'APPROVED', asked: 96, took: 48, by: kim })
  expect(await of()).toEqual([
    [48 * 3600, undefined],
    [48 * 3600, undefined],
  ])
})
