import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { dayIn } from '#server/absences/day.ts'
import { addAbsence } from '#server/absences/save-absence.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import { openApproval } from './open.ts'
import { recordVote } from './record-vote.ts'
import { callOf } from './testdata/call-of.ts'

let engineer: Actor
let nora: Actor
let ana: Actor
let tom: Actor

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  nora = (await makePerson({ name: 'Nora', groups: ['alone'] })).actor
  ana = (await makePerson({ name: 'Ana', groups: ['finance', 'inactive'] })).actor
  tom = (await makePerson({ name: 'Tom', groups: ['legal'] })).actor
  const gone = (await makePerson({ name: 'Gone', groups: ['left', 'finance'] })).actor
  await db.person.update({ where: { id: gone.id }, data: { active: false } })
})

const callFor = (properties: JsonObject, inputs?: JsonObject, before?: JsonObject[]) =>
  callOf({ engineer, requester: nora, properties, inputs, before })

const finance: Json[] = [{ group: 'finance' }]

test('people, texts and values are frozen, and a repeat gives the same', async () => {
  const { call, request } = await callFor({
    title: 'Spend {{ inputs.amount }}',
    show: ['inputs.amount', 'inputs.nothing'],
    deciders: [{ group: 'finance', quorum: '{{ 1 }}' }, { users: [tom.email.toUpperCase()] }],
    due: { in: 'P2D' },
  })
  const opened = await openApproval(call)
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened))
  expect(opened.approval.policy.groups).toEqual([
    { slug: 'finance', title: 'finance', people: [{ id: ana.id, name: 'Ana' }], quorum: 1 },
    { title: 'Tom', people: [{ id: tom.id, name: 'Tom' }], quorum: 'any' },
  ])
  expect(opened.approval.seenHash).toMatch(/^[0-9a-f]{64}$/)
  expect(opened.approval.dueAt).toBeGreaterThan(Date.now() + 47 * 3_600_000)
  expect(await openApproval(call)).toEqual(opened)
  const row = await db.approval.findUniqueOrThrow({
    where: { id: call.taskRunId },
    include: { deciders: true },
  })
  expect(row).toMatchObject({
    title: 'Spend 12',
    version: 1,
    requestId: request.id,
    show: [
      { label: 'How much', value: 12, display: '12' },
      { label: 'Nothing', value: null, display: '—' },
    ],
  })
  expect(row.deciders.map(({ personId, direct }) => [personId, direct])).toEqual(
    expect.arrayContaining([
      [ana.id, false],
      [tom.id, true],
    ]),
  )
  const told = await db.notice.findMany({ where: { kind: 'approval-waiting', requestId: request.id } })
  expect(told.map(({ data }) => (data as JsonObject).requester)).toEqual(['Nora', 'Nora'])
})

test('each decider reads it in their language, and all of it is frozen', async () => {
  const { call } = await callFor(
    {
      title: { en: 'Order {{ inputs.amount }}', de: '{{ inputs.amount }} ausgeben' },
      message: { en: 'Is it **needed**?', de: 'Wird es **gebraucht**?' },
      show: ['inputs.amount'],
      deciders: finance,
      decisions: { approve: { label: { en: 'Spend it', de: 'Ausgeben' } } },
    },
    { amount: 12_500 },
  )
  const opened = await openApproval(call)
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened))
  expect(await getApproval({ ...ana, language: 'de-AT' }, call.taskRunId)).toMatchObject({
    title: '12500 ausgeben',
    messageHtml: expect.stringContaining('<strong>gebraucht</strong>'),
    show: [{ value: 12_500, display: '12.500' }],
    labels: { approve: 'Ausgeben' },
    seenHash: opened.approval.seenHash,
  })
  expect(await getApproval(ana, call.taskRunId)).toMatchObject({
    title: 'Order 12500',
    show: [{ display: '12,500' }],
    labels: { approve: 'Spend it' },
  })
  const { results } = await listApprovals({ ...ana, language: 'de' }, { box: 'mine', q: '12500 ausg' })
  expect(results).toMatchObject([{ title: '12500 ausgeben', keyValues: [{ display: '12.500' }] }])
  const { results: notices } = await listNotices({ ...ana, language: 'de' })
  expect(notices[0]?.data).toMatchObject({ title: '12500 ausgeben' })
})

test.each<[string, JsonObject, RegExp]>([
  ['an unknown group', { deciders: [{ group: 'nobody' }] }, /no group `nobody`/],
  ['an unknown person', { deciders: [{ user: 'x@y.example' }] }, /no active person `x@y.example`/],
  ['a group without active people', { deciders: [{ group: 'left' }] }, /Nobody of left/],
  ['the requester alone', { deciders: [{ group: 'alone' }] }, /requester is not allowed/],
  ['a quorum out of reach', { deciders: [{ group: 'finance', quorum: 2 }] }, /needs 2 people/],
  ['a template that fails', { title: '{{ inputs.missing }}', deciders: finance }, /missing/],
  ['a quorum that is none', { deciders: [{ group: 'finance', quorum: "{{ 'some' }}" }] }, /quorum/],
])('%s is said, not waited for', async (_, properties, message) => {
  const { call } = await callFor(properties)
  const opened = await openApproval(call)
  expect(opened).toMatchObject({ kind: 'impossible', message: expect.stringMatching(message) })
  expect(await db.approval.count({ where: { id: call.taskRunId } })).toBe(0)
})

test('who is away is not asked where others are enough, and is said to be away where they stay', async () => {
  const here = (await makePerson({ name: 'Here', groups: ['travellers'] })).actor
  const away = (await makePerson({ name: 'Away', groups: ['travellers'] })).actor
  await addAbsence(away, away.id, { startsOn: dayIn('UTC'), endsOn: null, note: '' })
  const group = (quorum: string) => ({ deciders: [{ group: 'travellers', quorum }] })

  const some = await callFor(group('any'))
  const opened = await openApproval(some.call)
  expect(opened).toMatchObject({
    kind: 'open',
    approval: { policy: { groups: [{ people: [{ id: here.id }] }] } },
  })
  expect((await inboxCount(away)).mine).toBe(0)
  const [entry] = await db.auditEntry.findMany({ where: { subjectId: some.call.taskRunId } })
  expect(entry?.after).toMatchObject({ deciders: [here.id], away: [away.id] })

  const all = await callFor(group('all'))
  await openApproval(all.call)
  expect((await inboxCount(away)).mine).toBe(1)
  const { people = [] } = (await getApproval(here, all.call.taskRunId)).groups[0] ?? {}
  expect(people).toHaveLength(2)
  expect(people).toContainEqual({ id: away.id, name: 'Away', away: {} })
  expect(people).toContainEqual({ id: here.id, name: 'Here' })
  const tracker = await getRequest(nora, all.request.id)
  expect(tracker.waitingFor.people.find(({ id }) => id === away.id)).toMatchObject({ away: {} })
  expect(tracker.waitingFor.people.find(({ id }) => id === here.id)).not.toHaveProperty('away')

  // with nobody else there, they are asked all the same
  await addAbsence(here, here.id, { startsOn: dayIn('UTC'), endsOn: dayIn('UTC'), note: '' })
  const nobody = await callFor(group('any'))
  await openApproval(nobody.call)
  expect((await inboxCount(away)).mine).toBe(2)
})

test('it gives itself only where its own rule says so', async () => {
  const { call } = await callFor({ deciders: finance, autoApprove: '{{ inputs.amount < 50 }}' })
  expect(await openApproval(call)).toEqual({ kind: 'auto' })
  expect(await openApproval(call)).toEqual({ kind: 'auto' })
  expect(await db.approval.findUniqueOrThrow({ where: { id: call.taskRunId } })).toMatchObject({
    state: 'APPROVED',
  })
  const asked = await callFor({ deciders: finance, autoApprove: '{{ inputs.amount < 50 }}' }, { amount: 51 })
  expect((await openApproval(asked.call)).kind).toBe('open')
})

test('nothing opens in an execution that has ended', async () => {
  const { call } = await callFor({ deciders: finance })
  await db.execution.update({ where: { id: call.executionId }, data: { state: 'KILLED' } })
  expect((await openApproval(call)).kind).toBe('impossible')
})

test('in a sequence the second group is asked after the first has agreed', async () => {
  const { call } = await callFor({
    deciders: [{ group: 'finance' }, { group: 'legal' }],
    order: 'sequential',
  })
  const opened = await openApproval(call)
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened))
  const waits = async (actor: Actor) =>
    (await listApprovals(actor, { box: 'mine' })).results.some((row) => row.id === call.taskRunId)
  expect([await waits(ana), await waits(tom)]).toEqual([true, false])
  const decision = {
    decisionId: randomBytes(16).toString('base64url'),
    taskRunId: call.taskRunId,
    version: 1,
    round: 1,
    personId: ana.id,
    personName: ana.name,
    vote: 'APPROVE' as const,
    seenHash: opened.approval.seenHash,
    door: 'web',
  }
  const fact = { kind: 'vote' as const, at: Date.now(), taskRunId: call.taskRunId, decision }
  await transaction((tx) => recordVote(tx, fact, { id: call.executionId }))
  await transaction((tx) => recordVote(tx, fact, { id: call.executionId }))
  expect([await waits(ana), await waits(tom)]).toEqual([false, true])
  expect(await db.approvalVote.count({ where: { approvalId: call.taskRunId } })).toBe(1)
  expect(await db.auditEntry.count({ where: { subjectId: call.taskRunId, action: 'approval:decide' } })).toBe(
    1,
  )
})

test('the inbox pages by due date without losing or repeating any', async () => {
  const { mine } = await inboxCount(ana)
  const ids = new Set<string>()
  let after: string | undefined
  do {
    const page = await listApprovals(ana, { box: 'mine', size: 1, after })
    expect(page.total).toBe(mine)
    for (const row of page.results) ids.add(row.id)
    after = page.after
  } while (after)
  expect(ids.size).toBe(mine)
  expect((await listApprovals(ana, { box: 'mine', q: 'Spend' })).total).toBe(1)
  expect((await listApprovals(ana, { box: 'mine', q: '100%' })).total).toBe(0)
  expect((await listApprovals(nora, { box: 'mine' })).total).toBe(0)
})

test('who decided before decides no second time where the rule says so', async () => {
  const legal = { id: 'legal', type: 'approval', deciders: [{ users: [ana.email] }] }
  const opened = async (deciders: Json[]) => {
    const { call } = await callFor({ deciders, rules: { differsFrom: ['legal'] } }, { amount: 1 }, [legal])
    const approvalId = `${call.executionId}-legal`
    await openApproval({ ...call, taskRunId: approvalId, taskId: 'legal' })
    const vote = { approvalId, personId: ana.id, vote: 'APPROVE', door: 'web', at: new Date(), seenHash: '' }
    await db.approvalVote.create({ data: { ...vote, decisionId: approvalId } })
    return openApproval(call)
  }
  const two = [{ users: [ana.email, tom.email] }]
  const peopleIn = (one: Awaited<ReturnType<typeof openApproval>>) =>
    one.kind === 'open' ? one.approval.policy.groups[0]?.people : one
  expect(peopleIn(await opened(two))).toEqual([{ id: tom.id, name: 'Tom' }])
  // the run knows of a vote before it is stored
  const { call: early } = await callFor({ deciders: two, rules: { differsFrom: ['legal'] } }, {}, [legal])
  const outputs = { legal: { decision: 'APPROVED', votes: [{ personId: ana.id, vote: 'APPROVE' }] } }
  expect(peopleIn(await openApproval({ ...early, context: { ...early.context, outputs } }))).toEqual([
    { id: tom.id, name: 'Tom' },
  ])
  expect(JSON.stringify(await opened(finance))).toContain('who decided before is left out')
  const { call } = await callFor({ deciders: finance, rules: { differsFrom: ['legal'] } })
  expect(JSON.stringify(await openApproval(call))).toContain('the flow has no such task')
})
