import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Decision, Say } from '#engine/flow/approvals/types.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { addDays, dayIn } from '#server/absences/day.ts'
import { addAbsence } from '#server/absences/save-absence.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { giveDelegation } from '#server/delegations/save-delegation.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { closeApproval } from './close-approval.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import { openApproval } from './open.ts'
import { recordVote } from './record-vote.ts'
import { callOf } from './testdata/call-of.ts'

type Called = Awaited<ReturnType<typeof callOf>>['call']

const today = dayIn('UTC')
let engineer: Actor
let nora: Actor
let ana: Actor
let ben: Actor
let eve: Actor

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  nora = (await makePerson({ name: 'Nora' })).actor
  ana = (await makePerson({ name: 'Ana', groups: ['payers'] })).actor
  ben = (await makePerson({ name: 'Ben', groups: ['checkers'] })).actor
  eve = (await makePerson({ name: 'Eve', groups: ['payers'] })).actor
})

const callFor = (properties: JsonObject, before?: JsonObject[]) =>
  callOf({ engineer, requester: nora, properties, before })

/** Stores a decision as the engine tells of it. */
async function vote(call: Called, by: Actor, { vote: said, ...more }: { vote: Say } & Partial<Decision>) {
  const { executionId, taskRunId, round } = call
  const { seenHash, version } = await db.approval.findUniqueOrThrow({ where: { id: taskRunId } })
  const who = { personId: by.id, personName: by.name, door: 'web' }
  const decisionId = randomBytes(16).toString('base64url')
  const decision = { decisionId, taskRunId, round, seenHash, version, vote: said, ...who, ...more }
  const fact = { kind: 'vote' as const, at: Date.now(), taskRunId, decision }
  await transaction((tx) => recordVote(tx, fact, { id: executionId }))
}

const close = ({ taskRunId }: Called, state: 'APPROVED' | 'SENT_BACK' | 'CANCELLED') =>
  transaction((tx) => closeApproval(tx, { kind: 'approval-closed', at: Date.now(), taskRunId, state }))

const nextRound = (call: Called): Called => ({ ...call, round: 2, taskRunId: `${call.taskRunId},2` })

async function peopleOf(call: Called): Promise<string[]> {
  const opened = await openApproval(call)
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened))
  return opened.approval.policy.groups.flatMap(({ people }) => people.map(({ name }) => name))
}

test.each<[Say]>([['DENY'], ['SEND_BACK']])('nobody later in a sequence is asked after %s', async (said) => {
  const { call } = await callFor({
    deciders: [{ users: [ana.id] }, { users: [ben.id] }],
    order: 'sequential',
    decisions: { sendBack: {} },
  })
  await openApproval(call)
  await vote(call, ana, { vote: said, comment: 'no' })
  const asked = await db.approvalDecider.findMany({ where: { approvalId: call.taskRunId } })
  expect(asked.map(({ personId }) => personId)).toEqual([ana.id])
  const notices = await db.notice.findMany({ where: { personId: ben.id, kind: 'approval-waiting' } })
  expect(notices.filter(({ data }) => (data as JsonObject).approvalId === call.taskRunId)).toEqual([])
})

test('what somebody else of the group decided waits for nobody of it any more, and says why', async () => {
  const { call } = await callFor({ deciders: [{ users: [ana.id, eve.id] }, { users: [ben.id] }] })
  await openApproval(call)
  const boxes = async (one: Actor) =>
    (await listApprovals(one, { box: 'mine' })).results.filter(({ id }) => id === call.taskRunId).length
  await vote(call, ana, { vote: 'APPROVE' })
  expect([await boxes(eve), await boxes(ben)]).toEqual([0, 1])
  expect((await getApproval(eve, call.taskRunId)).refusal).toBe('Your group has decided already.')
  expect((await getApproval(ben, call.taskRunId)).refusal).toBeUndefined()
})

test('what people gave is not given once more by itself, and what gave itself is looked at anew', async () => {
  const { call } = await callFor({ deciders: [{ group: 'payers' }] })
  await openApproval(call)
  await vote(call, ana, { vote: 'APPROVE' })
  await close(call, 'APPROVED')
  // the branch that it is in is played again after a restart
  expect((await openApproval({ ...call, generation: 2 })).kind).toBe('open')

  const rule = { deciders: [{ group: 'payers' }], autoApprove: '{{ vars.cheap }}' }
  const auto = await callFor(rule)
  const cheap = (is: boolean) => ({ ...auto.call, context: { ...auto.call.context, vars: { cheap: is } } })
  expect((await openApproval(cheap(true))).kind).toBe('auto')
  expect((await openApproval(cheap(true))).kind).toBe('auto')
  expect(await db.auditEntry.count({ where: { subjectId: auto.call.taskRunId } })).toBe(1)
  expect((await openApproval({ ...cheap(false), generation: 2 })).kind).toBe('open')
})

test('a vote stands in the next round though its person is away by then', async () => {
  const tom = (await makePerson({ name: 'Tom', groups: ['tourists'] })).actor
  await makePerson({ name: 'Uma', groups: ['tourists'] })
  const { call } = await callFor({
    deciders: [{ group: 'tourists' }, { users: [ben.id] }],
    decisions: { sendBack: {} },
  })
  await openApproval(call)
  await vote(call, tom, { vote: 'APPROVE' })
  await vote(call, ben, { vote: 'SEND_BACK', comment: 'More' })
  await close(call, 'SENT_BACK')
  await addAbsence(tom, tom.id, { startsOn: today, endsOn: null, note: '' })
  const again = nextRound(call)
  expect(await openApproval(again)).toMatchObject({ kind: 'open', votes: [{ personId: tom.id }] })
})

test('a vote for somebody does not stand once who gave it decided in what this one must differ from', async () => {
  const first = { id: 'first', type: 'approval', deciders: [{ users: [ben.id] }] }
  const { call } = await callFor(
    {
      deciders: [{ users: [ana.id] }, { users: [eve.id] }],
      rules: { differsFrom: ['first'] },
      decisions: { sendBack: {} },
    },
    [first],
  )
  await openApproval(call)
  await vote(call, ben, { vote: 'APPROVE', onBehalfOf: ana.id })
  await vote(call, eve, { vote: 'SEND_BACK', comment: 'More' })
  await close(call, 'SENT_BACK')
  const outputs = { first: { decision: 'APPROVED', votes: [{ personId: ben.id, vote: 'APPROVE' }] } }
  const again = nextRound(call)
  expect(await openApproval({ ...again, context: { ...again.context, outputs } })).toMatchObject({
    kind: 'open',
    votes: [],
  })
})

test('who is away is not manned by somebody who holds none of the roles', async () => {
  const zoe = (await makePerson({ name: 'Zoe', groups: ['signers'] })).actor
  await makePerson({ name: 'Yan', groups: ['signers'] })
  const days = { startsOn: today, endsOn: addDays(today, 2) }
  await addAbsence(zoe, zoe.id, { ...days, note: '' })
  await giveDelegation(zoe, zoe.id, { delegateId: ben.id, ...days, reason: '' })
  const deciders = [{ group: 'signers' }]
  expect(await peopleOf((await callFor({ deciders })).call)).toEqual(expect.arrayContaining(['Zoe', 'Yan']))
  const { call } = await callFor({ deciders, rules: { oneOf: ['signers'] } })
  expect(await peopleOf(call)).toEqual(['Yan'])
})

test('who decided in a loop is known before it is stored', async () => {
  const each = {
    id: 'each',
    type: 'for-each',
    values: ['north', 'south'],
    tasks: [{ id: 'first', type: 'approval', deciders: [{ group: 'payers' }] }],
  }
  const { call } = await callFor({ deciders: [{ group: 'payers' }], rules: { differsFrom: ['first'] } }, [
    each,
  ])
  const votes = [{ personId: ana.id, by: 'Ana', vote: 'APPROVE' }]
  const outputs = { first: { south: { decision: 'APPROVED', votes } } }
  expect(await peopleOf({ ...call, context: { ...call.context, outputs } })).toEqual(['Eve'])
})

test('what Postgres does not hold keeps no approval from being opened', async () => {
  const { call } = await callFor({
    title: 'About {{ vars.odd }}',
    message: '{{ vars.odd }}',
    show: ['outputs.odd.value'],
    deciders: [{ group: 'payers' }],
    decisions: { approve: { label: '{{ vars.odd }}' } },
  })
  const odd = 'a\u0000b\ud800'
  const context = { ...call.context, vars: { odd }, outputs: { odd: { value: odd } } }
  expect((await openApproval({ ...call, context })).kind).toBe('open')
  expect(await db.approval.findUniqueOrThrow({ where: { id: call.taskRunId } })).toMatchObject({
    title: 'About a\ufffdb\ufffd',
    show: [{ display: 'a\ufffdb\ufffd' }],
  })
})

test('a question of an earlier opening is not asked any more', async () => {
  const { call, request } = await callFor({ deciders: [{ group: 'payers' }] })
  await openApproval(call)
  const question = { personId: nora.id, askerId: ana.id, text: 'Why?', stopsClock: true, askedAt: new Date() }
  await db.approvalQuestion.create({ data: { ...question, id: call.taskRunId, approvalId: call.taskRunId } })
  expect((await getRequest(nora, request.id)).questions).toHaveLength(1)
  await close(call, 'CANCELLED')
  await openApproval({ ...call, generation: 2 })
  expect((await getRequest(nora, request.id)).questions).toEqual([])
  expect((await inboxCount(ana)).mine).toBeGreaterThan(0)
})
