import { beforeEach, expect, test } from 'vitest'
import { addDays, dayIn, toDate } from '#server/absences/day.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { remindDeciders } from './remind-deciders.ts'

const source = `
id: desk
namespace: remind.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
const today = dayIn('UTC')
let ana: Actor
let ben: Actor
let approvalId = ''
let count = 0

beforeEach(async () => {
  const nora = (await makePerson({ name: 'Nora' })).actor
  ana = (await makePerson({ name: 'Ana' })).actor
  ben = (await makePerson({ name: 'Ben' })).actor
  approvalId = `remind-approval-${++count}`
  await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: ana.id,
    executionId: `remind-execution-${count}`,
    approvalId,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
  const people = [ana, ben].map(({ id, name }) => ({ id, name }))
  const policy = {
    groups: [{ title: 'Both', people, quorum: 'all' }],
    order: 'parallel',
    rules: { notRequester: true, commentRequired: 'NEVER' },
  }
  await db.approval.update({ where: { id: approvalId }, data: { policy: stored(policy) } })
})

async function goAway(who: Actor): Promise<void> {
  const days = { startsOn: toDate(addDays(today, -2)), endsOn: toDate(addDays(today, 2)) }
  await db.absence.create({ data: { id: `away-${who.id}`, personId: who.id, ...days } })
}

async function reminded(): Promise<string[]> {
  const fact = { kind: 'approval-reminded', at: Date.now(), taskRunId: approvalId } as const
  await transaction((tx) => remindDeciders(tx, fact))
  const told = await db.notice.findMany({ where: { data: { path: ['approvalId'], equals: approvalId } } })
  return told.map(({ personId, kind }) => `${kind} ${personId}`).sort()
}

test('who is away is not reminded, as long as somebody else is', async () => {
  await goAway(ben)
  expect(await reminded()).toEqual([`approval-reminder ${ana.id}`])
})

test('where all are away all are reminded', async () => {
  await goAway(ana)
  await goAway(ben)
  expect(await reminded()).toEqual([ana, ben].map(({ id }) => `approval-reminder ${id}`).sort())
})

test('who stands in for somebody who is away hears that it waits', async () => {
  const kim = (await makePerson({ name: 'Kim' })).actor
  await goAway(ben)
  const days = { startsOn: toDate(addDays(today, -2)), endsOn: toDate(addDays(today, 2)) }
  await db.delegation.create({
    data: { id: `lent-${ben.id}`, personId: ben.id, delegateId: kim.id, ...days },
  })
  expect(await reminded()).toEqual([`approval-reminder ${ana.id}`, `approval-waiting-for ${kim.id}`].sort())
})
