import { expect, test } from 'vitest'
import { openApproval } from '#server/approvals/open.ts'
import { saveApp } from '#server/apps/save-app.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { makePerson } from '#tests/harness/people.ts'
import { purgeGuests } from './purge-guests.ts'
import { app, apps, begin, doors, engineer, submit, verified } from './test-doors.ts'

test('a guest who has confirmed an address is the person with it, where nobody decides on their own', async () => {
  const ana = await makePerson({ groups: ['checkers'] })
  const ben = await makePerson({ groups: ['checkers'] })
  await saveFlow(
    engineer,
    `id: four-eyes
namespace: company.team
tasks:
  - id: ok
    type: approval
    title: Is it right?
    deciders: [{ group: checkers }]
    rules: { notRequester: true }
`,
  )
  const source = (guest: string) => app('four-eyes', `{ type: PUBLIC, guest: ${guest} }`)
  const { id } = await saveApp(engineer, source('VERIFIED_EMAIL'))
  const door = (await db.app.findUniqueOrThrow({ where: { id } })).publicId
  Object.assign(apps, { verified: id })
  Object.assign(doors, { verified: door })
  const token = await verified(ana.email)
  const sent = await submit('verified', token, { values: {} })
  const request = await db.request.findUniqueOrThrow({ where: { id: sent.json?.requestId } })
  const execution = request.currentExecutionId
  await openApproval({
    executionId: execution,
    generation: 1,
    namespace: 'company.team',
    flowId: 'four-eyes',
    flowRevision: 1,
    taskRunId: `${execution}-ok`,
    taskId: 'ok',
    attempt: 1,
    round: 1,
    delivery: 0,
    context: {},
    signal: AbortSignal.timeout(30_000),
    heartbeat: () => undefined,
  })
  const asked = await db.approvalDecider.findMany({ where: { approvalId: `${execution}-ok` } })
  expect(asked.map(({ personId }) => personId)).toEqual([ben.actor.id])
})

test('who came and asked for nothing is forgotten after a week', async () => {
  await begin('anyone', { name: 'Came Only' })
  expect(await purgeGuests(new Date())).toBe(0)
  const inAWeek = new Date(Date.now() + 8 * 24 * 3600 * 1000)
  expect(await purgeGuests(inAWeek)).toBeGreaterThan(0)
  expect(await db.person.count({ where: { name: 'Came Only' } })).toBe(0)
  expect(await db.request.count({ where: { requester: { kind: 'guest' } } })).toBeGreaterThan(0)
})
