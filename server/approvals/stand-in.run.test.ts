import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { addDays, dayIn } from '#server/absences/day.ts'
import { addAbsence } from '#server/absences/save-absence.ts'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { listDelegations } from '#server/delegations/list-delegations.ts'
import { endDelegation, giveDelegation } from '#server/delegations/save-delegation.ts'
import { verifyPack } from '#engine/evidence/verify-pack.ts'
import { packText } from '#engine/evidence/write-pack.ts'
import { packOf } from '#server/evidence/pack-of.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { resubmitRequest } from '#server/requests/resubmit-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { makePerson } from '#tests/harness/people.ts'
import { askQuestion, withdrawQuestion } from './ask-question.ts'
import { claimApproval, releaseApproval } from './claim-approval.ts'
import { decideApproval, type DecideCall } from './decide-approval.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import type { Box } from './view.ts'

const runs = setUpRuns()
const today = dayIn('UTC')
let requester: Actor
let ana: Actor
let ben: Actor
let eve: Actor
let kim: Actor
let admin: Actor

const flow = (id: string, deciders: string) => `
id: ${id}
namespace: company.lent
displayName: ${id}
inputs:
  - { id: item, type: STRING }
tasks:
  - id: agree
    type: approval
    title: "About {{ inputs.item }}"
    ${deciders}
  - id: again
    type: approval
    title: Once more
    deciders: [{ group: checkers }]
    rules: { differsFrom: [agree] }
  - id: after
    type: return
    format: "{{ outputs.agree.votes[0].by }} for {{ outputs.agree.votes[0].onBehalfOf.name }}"
outputs:
  - { id: after, type: STRING, value: "{{ outputs.after.value }}" }
`

beforeAll(async () => {
  admin = (await makePerson({ roles: ['admin'] })).actor
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['payers'] })).actor
  ben = (await makePerson({ name: 'Ben Okoro', groups: ['checkers'] })).actor
  eve = (await makePerson({ name: 'Eve Sand', groups: ['payers', 'checkers'] })).actor
  kim = (await makePerson({ name: 'Kim Ode', groups: ['checkers'] })).actor
  await runs.publish(flow('both', 'deciders: [{ group: payers, quorum: all }]'))
  await runs.publish(flow('anyone', 'deciders: [{ group: payers }]'))
  const days = { startsOn: today, endsOn: addDays(today, 3), reason: 'Sea' }
  await giveDelegation(ana, ana.id, { delegateId: ben.id, ...days, namespace: 'company.lent' })
  // what is lent to Ben is not lent on by him
  await giveDelegation(ben, ben.id, { delegateId: kim.id, ...days })
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit(name: string, by = requester) {
  const card = (await catalog(by)).find(({ displayName }) => displayName === name)
  if (!card) throw new Error('there is no app')
  const submitted = await submitApp(by, card.id, { values: { item: 'a desk' }, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  const approval = await db.approval.findFirstOrThrow({
    where: { executionId: submitted.executionId, taskId: 'agree' },
  })
  return { ...submitted, id: approval.id }
}

async function decision(id: string, more: Partial<DecideCall> = {}): Promise<DecideCall> {
  const { version, seenHash } = await db.approval.findUniqueOrThrow({ where: { id } })
  return { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more }
}

const boxOf = async (actor: Actor, box: Box) =>
  (await listApprovals(actor, { box })).results.map(({ id }) => id)

it('decides in the place of who lent it, and says so wherever the decision is told', async () => {
  const { id, requestId, executionId } = await submit('both')
  expect(await boxOf(ben, 'delegated')).toContain(id)
  expect(await boxOf(ben, 'mine')).not.toContain(id)
  expect((await inboxCount(ben)).delegated).toBeGreaterThan(0)
  expect(await boxOf(kim, 'delegated')).not.toContain(id)
  expect(await getApproval(ben, id)).toMatchObject({
    onBehalfOf: { id: ana.id, name: 'Ana Ruiz', until: addDays(today, 3) },
    refusal: undefined,
  })
  const told = await db.notice.findMany({ where: { personId: ben.id, kind: 'approval-waiting-for' } })
  expect(told.map(({ data }) => data)).toContainEqual({
    approvalId: id,
    title: 'About a desk',
    by: 'Ana Ruiz',
  })

  expect((await getApproval(ben, id)).may).toEqual({ reassign: false, addDecider: false, askInfo: true })
  const questionId = newId()
  await askQuestion(ben, id, { commandId: questionId, text: 'Which desk?' })
  const asking = await listAudit(admin, { subjectId: id, action: 'approval:ask', size: 5 })
  expect(asking.results).toMatchObject([{ actor: { id: ben.id }, after: { onBehalfOf: ana.id } }])
  await withdrawQuestion(ben, id, questionId)

  const call = await decision(id, { onBehalfOf: ana.id })
  expect(await decideApproval(ben, id, call)).toMatchObject({ accepted: true, outcome: 'OPEN', remaining: 1 })
  expect(await decideApproval(ben, id, call)).toMatchObject({ accepted: true })
  await expect(decideApproval(ana, id, await decision(id))).rejects.toMatchObject({
    code: 'conflict',
    message: 'Somebody has decided in your place already',
  })
  expect(await boxOf(ana, 'mine')).not.toContain(id)
  expect(await boxOf(ben, 'delegated')).not.toContain(id)
  expect(await boxOf(ben, 'done')).toContain(id)

  await decideApproval(eve, id, await decision(id))
  await runs.rest(executionId)
  const again = await db.approval.findFirstOrThrow({ where: { executionId, taskId: 'again' } })
  // who decided for Ana decided: somebody else checks
  const asked = await db.approvalDecider.findMany({ where: { approvalId: again.id } })
  expect(asked.map(({ personId }) => personId)).toEqual([kim.id])
  await decideApproval(kim, again.id, await decision(again.id))
  const { outputs } = await runs.rest(executionId)
  expect(outputs).toMatchObject({ after: 'Ben Okoro for Ana Ruiz' })

  const request = await getRequest(requester, requestId)
  expect(request.stages.flatMap(({ decisions }) => decisions)[0]).toMatchObject({
    by: { name: 'Ben Okoro' },
    onBehalfOf: { name: 'Ana Ruiz' },
  })
  expect(request.history.find(({ what }) => what === 'approved')).toMatchObject({
    who: { name: 'Ben Okoro' },
    onBehalfOf: { name: 'Ana Ruiz' },
  })
  const { results } = await listAudit(admin, { subjectId: id, size: 20 })
  expect(results.find(({ actor }) => actor?.id === ben.id)).toMatchObject({
    action: 'approval:decide',
    after: { onBehalfOf: ana.id },
  })
  const pack = await packOf(admin, requestId)
  const { checks } = verifyPack(Buffer.from(packText(pack)))
  expect(checks.find(({ name }) => name === 'decisions')?.findings).toEqual([])
})

it('is refused to whom nobody lent the place, on what is their own, and when it is over', async () => {
  const { id } = await submit('both')
  await expect(decideApproval(kim, id, await decision(id, { onBehalfOf: ana.id }))).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(decideApproval(eve, id, await decision(id, { onBehalfOf: ana.id }))).rejects.toMatchObject({
    code: 'forbidden',
    message: 'You do not decide in their place now.',
  })

  const own = await submit('both', ben)
  expect(await boxOf(ben, 'delegated')).not.toContain(own.id)
  await expect(
    decideApproval(ben, own.id, await decision(own.id, { onBehalfOf: ana.id })),
  ).rejects.toMatchObject({ code: 'not-found' })

  const { given } = await listDelegations(ana, ana.id)
  await endDelegation(ana, { personId: ana.id, id: given[0]?.id ?? '' })
  expect(await boxOf(ben, 'delegated')).toEqual([])
  await expect(decideApproval(ben, id, await decision(id, { onBehalfOf: ana.id }))).rejects.toMatchObject({
    code: 'not-found',
  })
})

it('is on it: the others of the group leave it, and take it over by one press', async () => {
  const { id } = await submit('anyone')
  expect(await getApproval(eve, id)).toMatchObject({ claim: { may: 'claim' } })
  await claimApproval(eve, id, { takeOver: false })
  expect(await getApproval(eve, id)).toMatchObject({ claim: { by: { name: 'Eve Sand' }, may: 'release' } })
  expect(await getApproval(ana, id)).toMatchObject({
    claimedBy: { name: 'Eve Sand' },
    claim: { by: { name: 'Eve Sand' }, may: 'take-over' },
  })
  expect(await boxOf(eve, 'mine')).toContain(id)
  expect(await boxOf(ana, 'mine')).not.toContain(id)
  expect(await boxOf(ana, 'group')).toContain(id)
  await expect(decideApproval(ana, id, await decision(id))).rejects.toMatchObject({
    code: 'conflict',
    details: [{ code: 'claimed' }],
  })
  await expect(claimApproval(ana, id, { takeOver: false })).rejects.toMatchObject({ code: 'conflict' })
  await expect(claimApproval(kim, id, { takeOver: true })).rejects.toMatchObject({ code: 'not-found' })

  await claimApproval(ana, id, { takeOver: true })
  await expect(decideApproval(eve, id, await decision(id))).rejects.toMatchObject({ code: 'conflict' })
  await releaseApproval(ana, id)
  expect(await decideApproval(eve, id, await decision(id))).toMatchObject({ outcome: 'APPROVED' })
  await expect(claimApproval(ana, id, { takeOver: true })).rejects.toMatchObject({ code: 'conflict' })
  const { results } = await listAudit(admin, { subjectId: id, size: 20 })
  expect(
    results
      .filter(({ refused }) => !refused)
      .map(({ action, after }) => [action, (after as { from?: string } | null)?.from]),
  ).toEqual(
    expect.arrayContaining([
      ['approval:claim', undefined],
      ['approval:claim', eve.id],
      ['approval:release', undefined],
    ]),
  )
})

it('has nothing to be on where more than one has to decide, and keeps nobody from it who left', async () => {
  const { id } = await submit('both')
  await expect(claimApproval(eve, id, { takeOver: false })).rejects.toMatchObject({ code: 'conflict' })
  const other = await submit('anyone')
  await claimApproval(eve, other.id, { takeOver: false })
  await db.person.update({ where: { id: eve.id }, data: { active: false } })
  expect((await getApproval(ana, other.id)).claim?.by).toBeUndefined()
  expect(await boxOf(ana, 'mine')).toContain(other.id)
  await db.person.update({ where: { id: eve.id }, data: { active: true } })
})

it('asks who is away all the same, as long as somebody stands in', async () => {
  const days = { startsOn: today, endsOn: addDays(today, 1) }
  await addAbsence(ana, ana.id, { ...days, note: '' })
  const without = await submit('anyone')
  expect((await db.approvalDecider.findMany({ where: { approvalId: without.id } })).length).toBe(1)
  await giveDelegation(ana, ana.id, { delegateId: ben.id, ...days, reason: '' })
  const { id } = await submit('anyone')
  expect(await boxOf(ben, 'delegated')).toContain(id)
  await decideApproval(ben, id, await decision(id, { onBehalfOf: ana.id }))
  expect((await db.approval.findUniqueOrThrow({ where: { id } })).state).toBe('APPROVED')
})

it('stands in the next round as what it was', async () => {
  await runs.publish(
    flow(
      'rounds',
      'deciders: [{ group: payers, quorum: all }]\n    decisions: { sendBack: { label: Back } }',
    ),
  )
  const { id, requestId, executionId } = await submit('rounds')
  const first = await decision(id, { onBehalfOf: ana.id })
  await decideApproval(ben, id, first)
  await decideApproval(eve, id, await decision(id, { vote: 'SEND_BACK', comment: 'A chair' }))
  await runs.rest(executionId)
  const again = { commandId: newId(), round: 1, values: { item: 'a chair' } }
  expect(await resubmitRequest(requester, requestId, again)).toEqual({ round: 2 })
  await runs.rest(executionId)
  const next = await db.approval.findFirstOrThrow({ where: { executionId, taskId: 'agree', round: 2 } })
  expect((await getApproval(eve, next.id)).votes).toMatchObject([
    { by: { name: 'Ben Okoro' }, onBehalfOf: { name: 'Ana Ruiz' }, kept: true },
  ])
  await expect(
    decideApproval(ben, next.id, await decision(next.id, { onBehalfOf: ana.id })),
  ).rejects.toMatchObject({ code: 'conflict' })
  expect(await decideApproval(eve, next.id, await decision(next.id))).toMatchObject({ outcome: 'APPROVED' })
  const { checks } = verifyPack(Buffer.from(packText(await packOf(admin, requestId))))
  expect(checks.find(({ name }) => name === 'decisions')?.findings).toEqual([])
})
