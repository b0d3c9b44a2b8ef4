import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { waitFor } from '#server/stream/wait-for.ts'
import { makePerson } from '#tests/harness/people.ts'
import { answerQuestion, askQuestion, withdrawQuestion } from './ask-question.ts'
import { decideApproval, type DecideCall } from './decide-approval.ts'
import { decideMany } from './decide-many.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import { changeApprovalSettings } from './own-settings.ts'
import { addDecider, reassignApproval } from './reassign-approval.ts'
import { retractDecision } from './retract-decision.ts'

const runs = setUpRuns()
let requester: Actor
let ana: Actor
let ben: Actor
let boss: Actor
let cem: Actor

const flow = (id: string, more: string) => `
id: ${id}
namespace: company.team
displayName: ${id}
inputs:
  - id: item
    type: STRING
tasks:
  - id: agree
    type: approval
    title: "About {{ inputs.item }}"
    allow: [reassign, addDecider, askInfo]
${more.replace(/^/gm, '    ')}
  - id: after
    type: return
    format: "{{ outputs.agree.decision }} by {{ outputs.agree.by }}"
outputs:
  - { id: after, type: STRING, value: "{{ outputs.after.value }}" }
`

beforeAll(async () => {
  boss = (await makePerson({ name: 'Bea Boss' })).actor
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers', 'pair'] })).actor
  ben = (await makePerson({ name: 'Ben Okoro' })).actor
  cem = (await makePerson({ name: 'Cem Aydin', groups: ['pair'] })).actor
  await db.person.updateMany({ where: { id: { in: [ana.id, requester.id] } }, data: { managerId: boss.id } })
  await runs.publish(flow('one', 'deciders: [{ group: buyers }]\ndue: { in: P2D }'))
  await runs.publish(flow('pair', 'deciders: [{ group: pair }]'))
  await runs.publish(flow('manager', 'deciders: [{ managerOf: "{{ requester.id }}" }]'))
  await runs.publish(flow('back', 'deciders: [{ group: buyers }]\ndecisions: { sendBack: {} }'))
  await runs.publish(
    flow(
      'late',
      'deciders: [{ group: buyers }]\ndue: { in: PT3S }\nremind: [30%]\nonDue: { escalateTo: { managerOf: decider }, after: PT1H }',
    ),
  )
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit(name: string) {
  const card = (await catalog(requester)).find(({ displayName }) => displayName === name)
  if (!card) throw new Error('there is no app')
  const values = { item: 'a desk' }
  const submitted = await submitApp(requester, card.id, { values, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  const approval = await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })
  return { ...submitted, id: approval.id }
}

async function decision(actor: Actor, id: string, more: Partial<DecideCall> = {}): Promise<DecideCall> {
  const { version, seenHash } = await getApproval(actor, id)
  return { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more }
}

const mine = async (actor: Actor) => (await listApprovals(actor, { box: 'mine' })).results.map(({ id }) => id)
const outcomeOf = async (requestId: string) => (await getRequest(requester, requestId)).outcome

it('takes a decision back while it is held, and counts it when that time is over', async () => {
  const { id } = await submit('one')
  const held = await decision(ana, id, { vote: 'DENY', comment: 'no', holdSeconds: 10 })
  expect(await decideApproval(ana, id, held)).toMatchObject({
    outcome: 'OPEN',
    heldUntil: expect.any(Number),
  })
  expect(await getApproval(ana, id)).toMatchObject({ state: 'OPEN', held: { decisionId: held.decisionId } })
  await retractDecision(ana, id, { decisionId: held.decisionId, commandId: newId() })
  expect((await getApproval(ana, id)).held).toBeUndefined()
  expect(await mine(ana)).toContain(id)
  await expect(
    retractDecision(ana, id, { decisionId: held.decisionId, commandId: newId() }),
  ).rejects.toMatchObject({ code: 'conflict' })

  await decideApproval(ana, id, await decision(ana, id, { holdSeconds: 1 }))
  const isGiven = async () => ((await getApproval(ana, id)).state === 'APPROVED' ? true : undefined)
  expect(await waitFor(`inbox:${ana.id}`, isGiven, 30_000)).toBe(true)
  const tries = await db.auditEntry.findMany({
    where: { subjectId: id, action: 'approval:retract' },
    orderBy: { id: 'asc' },
  })
  expect(tries.map(({ refused }) => refused)).toEqual([false, true])
})

it('leaves what is held to whoever else could decide', async () => {
  const { id } = await submit('pair')
  await decideApproval(ana, id, await decision(ana, id, { holdSeconds: 10 }))
  const other = await getApproval(cem, id)
  expect(other).toMatchObject({ refusal: undefined, may: { askInfo: true } })
  await askQuestion(cem, id, { commandId: newId(), text: 'Why now?' })
  expect(await decideApproval(cem, id, await decision(cem, id))).toMatchObject({ outcome: 'APPROVED' })
})

it('decides on many alike, each by itself; and holds what is decided in the browser as long as its person chose', async () => {
  const [first, second, third] = [await submit('one'), await submit('one'), await submit('one')]
  const given = async ({ id }: { id: string }) => {
    const { decisionId, version, seenHash } = await decision(ana, id)
    return { id, decisionId, version, seenHash }
  }
  const approvals = [
    await given(first),
    { ...(await given(second)), seenHash: '0'.repeat(64) },
    await given(third),
  ]
  const { results } = await decideMany(ana, { vote: 'APPROVE', holdSeconds: 0, approvals })
  expect(results).toMatchObject([
    { id: first.id, accepted: true, outcome: 'APPROVED' },
    { id: second.id, accepted: false, code: 'changed', message: expect.stringContaining('has changed') },
    { id: third.id, accepted: true, outcome: 'APPROVED' },
  ])
  // a repeat hears the same, and nothing counts twice
  expect((await decideMany(ana, { vote: 'APPROVE', holdSeconds: 0, approvals })).results).toMatchObject([
    { accepted: true },
    { accepted: false },
    { accepted: true },
  ])
  expect(await mine(ana)).toContain(second.id)

  // of what one may not see one is not told what it is
  const hidden = await submit('manager')
  const { version, seenHash } = await decision(boss, hidden.id)
  const both = [
    { id: hidden.id, decisionId: newId(), version, seenHash },
    { ...(await given(second)), seenHash: '0'.repeat(64) },
  ]
  expect((await decideMany(ana, { vote: 'APPROVE', approvals: both })).results).toMatchObject([
    { code: 'not-found' },
    { code: 'changed' },
  ])
  const mixed = [await given(second), await given(await submit('pair'))]
  await expect(decideMany(ana, { vote: 'APPROVE', approvals: mixed })).rejects.toMatchObject({
    code: 'invalid',
  })

  await changeApprovalSettings(ana, { holdSeconds: 5 })
  expect(
    await db.auditEntry.findFirst({ where: { subjectId: ana.id, action: 'user:approval-settings' } }),
  ).toMatchObject({ actorId: ana.id, before: { holdSeconds: 0 }, after: { holdSeconds: 5 } })
  const held = await decision(ana, second.id)
  expect(await decideApproval(ana, second.id, held)).toHaveProperty('heldUntil')
  await retractDecision(ana, second.id, { decisionId: held.decisionId, commandId: newId() })
  const program = { ...ana, door: 'api' }
  expect(await decideApproval(program, second.id, await decision(ana, second.id))).not.toHaveProperty(
    'heldUntil',
  )
  await changeApprovalSettings(ana, { holdSeconds: 0 })
})

it('sends many back with one comment, and takes that back while it is held', async () => {
  const sent = [await submit('back'), await submit('back')]
  const shown = (await listApprovals(ana, { box: 'mine' })).results.filter(({ kind }) =>
    kind.includes('/back/'),
  )
  expect(shown.map(({ sendBack }) => sendBack)).toEqual([{}, {}])
  const given = () =>
    shown.map(({ id, version, seenHash }) => ({ id, version, seenHash, decisionId: newId() }))
  const call = { vote: 'SEND_BACK' as const, comment: 'Add the quotes', holdSeconds: 10 }
  const { results } = await decideMany(ana, { ...call, approvals: given() })
  for (const { id, decisionId, ...answer } of results) {
    expect(answer).toMatchObject({ accepted: true, outcome: 'OPEN', heldUntil: expect.any(Number) })
    await retractDecision(ana, id, { decisionId, commandId: newId() })
  }
  const without = await decideMany(ana, { vote: 'SEND_BACK', holdSeconds: 0, approvals: given() })
  expect(without.results).toMatchObject([{ accepted: false }, { accepted: false }])
  const counted = await decideMany(ana, { ...call, holdSeconds: 0, approvals: given() })
  expect(counted.results).toMatchObject([{ outcome: 'SENT_BACK' }, { outcome: 'SENT_BACK' }])
  for (const { executionId, requestId } of sent) {
    await runs.rest(executionId)
    expect(await outcomeOf(requestId)).toBe('WAITING_FOR_YOU')
  }
})

it('goes to whom a decider gives their place, and leaves the inbox of who had it', async () => {
  const { id, executionId } = await submit('one')
  const { version } = await getApproval(ana, id)
  await expect(
    reassignApproval(ana, id, { commandId: newId(), version, toId: requester.id }),
  ).rejects.toMatchObject({ code: 'invalid' })
  await reassignApproval(ana, id, { commandId: newId(), version, toId: ben.id })
  expect(await mine(ana)).not.toContain(id)
  expect(await mine(ben)).toContain(id)
  expect((await listNotices(ben)).results[0]).toMatchObject({ kind: 'approval-waiting' })
  await expect(decideApproval(ana, id, { ...(await decision(ben, id)) })).rejects.toMatchObject({
    code: 'not-found',
  })
  await decideApproval(ben, id, await decision(ben, id))
  expect(await runs.rest(executionId)).toMatchObject({ outputs: { after: 'APPROVED by Ben Okoro' } })
  expect(
    await db.auditEntry.count({ where: { subjectId: id, action: 'approval:reassign', refused: false } }),
  ).toBe(1)
})

it('asks one more, who has to agree too', async () => {
  const { id, requestId } = await submit('one')
  const { version } = await getApproval(ana, id)
  await addDecider(ana, id, { commandId: newId(), version, personId: ben.id })
  await decideApproval(ana, id, await decision(ana, id))
  expect(await outcomeOf(requestId)).toBe('IN_PROGRESS')
  await decideApproval(ben, id, await decision(ben, id))
  expect(await getApproval(ben, id)).toMatchObject({ state: 'APPROVED' })
})

it('stands still while the requester is asked, and shows the answer to who asked', async () => {
  const { id } = await submit('one')
  const before = await getApproval(ana, id)
  const questionId = newId()
  await askQuestion(ana, id, { commandId: questionId, text: 'Which colour?' })
  expect(await getApproval(ana, id)).toMatchObject({
    version: before.version,
    questions: [{ text: 'Which colour?', of: { name: 'Nora Lind' }, stopsClock: true }],
  })
  expect((await getApproval(ana, id)).dueAt).toBeUndefined()
  expect((await listNotices(requester)).results[0]).toMatchObject({
    kind: 'approval-question',
    data: { by: 'Ana Ruiz', text: 'Which colour?' },
  })
  await expect(
    answerQuestion(ben, id, { questionId, commandId: newId(), text: 'Blue' }),
  ).rejects.toMatchObject({ code: 'not-found' })
  await answerQuestion(requester, id, { questionId, commandId: newId(), text: 'Blue' })
  const after = await getApproval(ana, id)
  expect(after.questions).toMatchObject([{ answer: { text: 'Blue' } }])
  expect(after.version).toBe(before.version + 1)
  expect(Date.parse(after.dueAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before.dueAt ?? ''))
  const { version, seenHash } = before
  const stale = { decisionId: newId(), vote: 'APPROVE', version, seenHash } as const
  await expect(decideApproval(ana, id, stale)).rejects.toMatchObject({ code: 'conflict' })
})

it('goes on without an answer, from where it stood still, and then takes none', async () => {
  const { id, requestId } = await submit('one')
  const before = await getApproval(ana, id)
  const questionId = newId()
  await askQuestion(ana, id, { commandId: questionId, text: 'Which size?' })
  await expect(withdrawQuestion(requester, id, questionId)).rejects.toMatchObject({ code: 'not-found' })
  await withdrawQuestion(ana, id, questionId)
  const { questions, dueAt = '' } = await getApproval(ana, id)
  expect(questions).toMatchObject([{ withdrawnAt: expect.any(String) }])
  expect(Date.parse(dueAt)).toBeGreaterThanOrEqual(Date.parse(before.dueAt ?? ''))
  expect((await getRequest(requester, requestId)).questions).toEqual([])
  const late = { questionId, commandId: newId(), text: 'Blue' }
  await expect(answerQuestion(requester, id, late)).rejects.toMatchObject({ code: 'conflict' })
})

it('lets whoever else is asked see the request', async () => {
  const { id, requestId } = await submit('one')
  await expect(getRequest(ben, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await askQuestion(ana, id, { commandId: newId(), personId: ben.id, text: 'Is it in the budget?' })
  expect(await getRequest(ben, requestId)).toMatchObject({ id: requestId })
  expect((await getApproval(ana, id)).dueAt).toBeDefined()
})

it('is decided by the manager of whoever asked', async () => {
  const { id } = await submit('manager')
  expect(await mine(boss)).toContain(id)
})

it('reminds who has not decided, and asks their manager too when it is due', async () => {
  const { id } = await submit('late')
  const isAsked = async () => ((await mine(boss)).includes(id) ? true : undefined)
  expect(await waitFor(`inbox:${boss.id}`, isAsked, 30_000)).toBe(true)
  const kinds = (await listNotices(ana)).results.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'approval-reminder')).toHaveLength(1)
  expect(await getApproval(ana, id)).toMatchObject({
    state: 'OPEN',
    groups: [{ people: [{ name: 'Ana Ruiz' }, { name: 'Bea Boss' }], needed: 1 }],
  })
  await decideApproval(boss, id, await decision(boss, id))
  expect(await getApproval(ana, id)).toMatchObject({ state: 'APPROVED' })
  expect((await inboxCount(ana)).mine).toBe((await mine(ana)).length)
})
