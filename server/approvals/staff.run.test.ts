import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { addDays, dayIn } from '#server/absences/day.ts'
import { addAbsence } from '#server/absences/save-absence.ts'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { giveDelegation } from '#server/delegations/save-delegation.ts'
import { updatePerson } from '#server/people/change-people.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { waitFor } from '#server/stream/wait-for.ts'
import { makePerson, type PersonWish } from '#tests/harness/people.ts'
import { decideApproval } from './decide-approval.ts'
import { policyOf } from './compiled.ts'
import { staffApprovals } from './staff-approvals.ts'

const runs = setUpRuns()
const today = dayIn('UTC')
let requester: Actor
let admin: Actor
let owner: Actor

const flow = (id: string, deciders: string, more = '') => `
id: ${id}
namespace: company.staff
displayName: ${id}
owner: answerable
tasks:
  - id: agree
    type: approval
    title: "${id}"
    deciders: ${deciders}
    ${more}
`

beforeAll(async () => {
  admin = (await makePerson({ roles: ['admin'] })).actor
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  owner = (await makePerson({ name: 'Olga Own', groups: ['answerable'] })).actor
}, 60_000)

async function person(wish: PersonWish, managerId?: string): Promise<Actor> {
  const { actor } = await makePerson(wish)
  if (managerId !== undefined) await db.person.update({ where: { id: actor.id }, data: { managerId } })
  return actor
}

/** An open approval of a flow that is published for it. */
async function open(id: string, deciders: string, more?: string): Promise<string> {
  await runs.publish(flow(id, deciders, more))
  const card = (await catalog(requester)).find(({ displayName }) => displayName === id)
  if (!card) throw new Error('there is no app')
  const { executionId } = await submitApp(requester, card.id, {
    values: {},
    idempotencyKey: randomBytes(16).toString('base64url'),
  })
  await runs.rest(executionId)
  return (await db.approval.findFirstOrThrow({ where: { executionId } })).id
}

const namesIn = async (id: string) => {
  const { policy } = await db.approval.findUniqueOrThrow({ where: { id } })
  return policyOf(policy).groups.map(({ people }) => people.map(({ name }) => name))
}

/** Looks again, and waits until what it changed is stored. */
async function look(id: string, expected: string[][]): Promise<void> {
  await staffApprovals()
  const isSo = async () => (JSON.stringify(await namesIn(id)) === JSON.stringify(expected) ? true : undefined)
  expect(await waitFor(`inbox:${admin.id}`, isSo, 10_000), JSON.stringify(await namesIn(id))).toBe(true)
}

it('asks the manager of who left, who decides in the approval from then on', async () => {
  const boss = await person({ name: 'Bea Boss' })
  const ana = await person({ name: 'Ana Ruiz', groups: ['ones'] }, boss.id)
  await person({ name: 'Ben Okoro', groups: ['ones'] })
  const id = await open('all', '[{ group: ones, quorum: all }]')
  const any = await open('any', '[{ group: ones }]')
  await updatePerson(admin, ana.id, { active: false })
  await look(id, [['Ben Okoro', 'Bea Boss']])
  // one of them is enough, and there
  expect(await namesIn(any)).toEqual([['Ana Ruiz', 'Ben Okoro']])
  const [told] = await db.notice.findMany({ where: { personId: boss.id, kind: 'approval-waiting' } })
  expect(told?.data).toMatchObject({ approvalId: id })
  const { results } = await listAudit(admin, { subjectId: id, size: 5 })
  expect(results.find(({ action }) => action === 'approval:replace')?.after).toMatchObject({
    gone: [ana.id],
    come: [{ groupIndex: 0, people: [{ id: boss.id, name: 'Bea Boss' }] }],
  })
  const { version, seenHash } = await db.approval.findUniqueOrThrow({ where: { id } })
  const call = {
    decisionId: randomBytes(16).toString('base64url'),
    vote: 'APPROVE' as const,
    version,
    seenHash,
  }
  expect(await decideApproval(boss, id, call)).toMatchObject({ outcome: 'OPEN', remaining: 1 })
  const before = await db.auditEntry.count({ where: { subjectId: id } })
  await staffApprovals()
  expect(await db.auditEntry.count({ where: { subjectId: id } })).toBe(before)
})

it('asks the owners of the group, then the owner of the flow, but never whom the rules leave out', async () => {
  const ana = await person({ name: 'Ana Two', groups: ['twos'] }, requester.id)
  const head = await person({ name: 'Hal Head', groups: ['heads'] })
  const group = await db.group.findUniqueOrThrow({ where: { slug: 'twos' } })
  const id = await open('owned', '[{ group: twos }]')
  const flowOwned = await open('direct', `[{ users: [${ana.id}] }]`)
  await db.groupMember.create({ data: { groupId: group.id, personId: head.id, owner: true } })
  await updatePerson(admin, ana.id, { active: false })
  await look(id, [['Hal Head']])
  await look(flowOwned, [['Olga Own']])
})

it('tells who answers for the flow where nobody is found, once', async () => {
  const ana = await person({ name: 'Ana Three' })
  const id = await open('nobody', `[{ users: [${ana.id}] }, { users: [${owner.id}] }]`)
  await updatePerson(admin, ana.id, { active: false })
  await staffApprovals()
  await staffApprovals()
  expect(await namesIn(id)).toEqual([['Ana Three'], ['Olga Own']])
  const told = await db.notice.findMany({ where: { personId: owner.id, kind: 'approval-short' } })
  expect(told.map(({ data }) => data)).toEqual([{ approvalId: id, title: 'nobody' }])
})

it('asks the manager too where somebody is away past its due date and nobody stands in for them', async () => {
  const boss = await person({ name: 'Bo Boss' })
  const [ana, ben] = [await person({ name: 'Ana Four' }, boss.id), await person({ name: 'Ben Four' })]
  const due = 'due: { in: P2D }'
  const short = await open('short', `[{ users: [${ana.id}] }]`, 'due: { in: P10D }')
  const long = await open('long', `[{ users: [${ana.id}] }]`, due)
  await addAbsence(admin, ana.id, { startsOn: today, endsOn: addDays(today, 5), note: '' })
  await look(long, [['Ana Four', 'Bo Boss']])
  // back before it is due
  expect(await namesIn(short)).toEqual([['Ana Four']])
  await giveDelegation(admin, ana.id, {
    delegateId: ben.id,
    startsOn: today,
    endsOn: addDays(today, 5),
    reason: '',
  })
  const manned = await open('manned', `[{ users: [${ana.id}] }]`, due)
  await staffApprovals()
  expect(await namesIn(manned)).toEqual([['Ana Four']])
})
