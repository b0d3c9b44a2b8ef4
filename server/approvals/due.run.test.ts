import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { afterDuration, afterWorkingMs, workingMs } from '#engine/flow/business-calendar/working-time.ts'
import { leftOf } from '#engine/flow/business-calendar/left-of.ts'
import type { BusinessCalendar } from '#engine/flow/business-calendar/calendar.ts'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { deleteCalendar } from '#server/calendars/delete-calendar.ts'
import { createCalendar } from '#server/calendars/save-calendar.ts'
import { calendarsOf } from '#server/calendars/stored-calendars.ts'
import { db } from '#server/db.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { getInsight } from '#server/insight/get-insight.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { waitFor } from '#server/stream/wait-for.ts'
import { makePerson } from '#tests/harness/people.ts'
import { answerQuestion, askQuestion } from './ask-question.ts'
import { getApproval } from './get-approval.ts'
import { listApprovals } from './list-approvals.ts'

const runs = setUpRuns()
let admin: Actor
let requester: Actor
let ana: Actor
let boss: Actor
let calendar: BusinessCalendar

const flow = (id: string, more: string) => `
id: ${id}
namespace: company.team
displayName: ${id}
inputs:
  - { id: day, type: STRING, defaults: '2099-06-06' }
tasks:
  - id: agree
    type: approval
    allow: [askInfo]
    deciders: [{ group: buyers }]
${more.replace(/^/gm, '    ')}
`

beforeAll(async () => {
  admin = (await makePerson({ roles: ['admin'] })).actor
  boss = (await makePerson({ name: 'Bea Boss' })).actor
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers'] })).actor
  await db.person.update({ where: { id: ana.id }, data: { managerId: boss.id } })
  const day = [
    { from: '00:00', to: '11:30' },
    { from: '12:00', to: '23:00' },
  ]
  // it is working time whenever this runs, but for some hours: what is counted is not what passes
  await createCalendar(admin, 'shop', {
    name: 'Shop',
    timeZone: 'America/New_York',
    week: {
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: [{ from: '00:00', to: '12:00' }],
      sunday: [],
    },
    country: 'US',
    region: null,
    holidays: [],
  })
  const found = (await calendarsOf(db, ['shop'])).get('shop')
  if (!found) throw new Error('there is no calendar')
  calendar = found
  await runs.publish(flow('counted', 'due: { in: P2DT4H, calendar: shop }\nremind: [50%, PT3H]'))
  await runs.publish(flow('dated', 'due: { at: "{{ inputs.day }}", calendar: shop }'))
  await runs.publish(
    flow(
      'late',
      'due: { at: "2020-01-01T00:00:00Z", calendar: shop }\nonDue: { escalateTo: { managerOf: decider }, after: PT6H }',
    ),
  )
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit(name: string, values: Record<string, string> = {}) {
  const card = (await catalog(requester)).find(({ displayName }) => displayName === name)
  if (!card) throw new Error('there is no app')
  const submitted = await submitApp(requester, card.id, { values, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  const { id } = await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })
  return { ...submitted, id }
}

const rowOf = (id: string) => db.approval.findUniqueOrThrow({ where: { id } })

it('leaves a trace in the audit where the clock closes it', async () => {
  const nobody = 'onDue: { escalateTo: { user: nobody@test.example }, then: deny }'
  for (const [name, more, state] of [
    ['over', '', 'EXPIRED'],
    ['refused', nobody, 'DENIED'],
  ] as const) {
    await runs.publish(flow(name, `due: { at: "2020-01-01T00:00:00Z" }\n${more}`))
    const { id } = await submit(name)
    const closed = async () => ((await rowOf(id)).state === 'OPEN' ? undefined : true)
    await waitFor(`inbox:${ana.id}`, closed, 30_000)
    expect(await rowOf(id)).toMatchObject({ state })
    const entries = await db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
    expect(entries.at(-1)).toMatchObject({
      action: 'approval:expire',
      door: 'system',
      after: { state, round: 1, dueAt: '2020-01-01T00:00:00.000Z' },
    })
  }
}, 60_000)

it('is due after so much working time, and says in the inbox and in the tracker what is left of it', async () => {
  const { id, requestId } = await submit('counted')
  const { createdAt, dueAt, remindAt } = await rowOf(id)
  const opened = createdAt.getTime()
  const due = afterDuration(calendar, opened, 'P2DT4H') ?? NaN
  expect(dueAt?.getTime()).toBe(due)
  const half = workingMs(calendar, opened, due) / 2
  expect(remindAt.map((at) => at.getTime())).toEqual([
    afterDuration(calendar, opened, 'PT3H'),
    afterWorkingMs(calendar, opened, Math.round(half)),
  ])
  const [row] = (await listApprovals(ana, { box: 'mine' })).results.filter((one) => one.id === id)
  const stages = (await getRequest(requester, requestId)).stages.flatMap(({ waitingFor }) => waitingFor ?? [])
  for (const working of [row?.working, stages[0]?.working]) {
    if (!working) throw new Error('nothing is said of working time')
    const now = Math.max(Date.now(), working.spans[0]?.[0] ?? 0)
    expect(leftOf(working, now)).toBe(workingMs(calendar, now, due))
  }
})

it('stands still while the requester is asked, twice at a time too: all that was left is left, of reminders as well', async () => {
  const { id } = await submit('counted')
  const [first, second] = [newId(), newId()]
  await askQuestion(ana, id, { commandId: first, text: 'Which colour?' })
  await askQuestion(ana, id, { commandId: second, text: 'Which size?' })
  const asked = await db.approvalQuestion.findUniqueOrThrow({ where: { id: first } })
  const stopped = await rowOf(id)
  expect(stopped).toMatchObject({ dueAt: null, timeLeft: { dueMs: expect.any(Number) } })
  expect((await getApproval(ana, id)).working).toBeUndefined()
  await answerQuestion(requester, id, { questionId: first, commandId: newId(), text: 'Blue' })
  expect((await rowOf(id)).dueAt).toBeNull()
  const before = Date.now()
  await answerQuestion(requester, id, { questionId: second, commandId: newId(), text: 'Small' })
  const after = await rowOf(id)
  const whole = afterDuration(calendar, stopped.createdAt.getTime(), 'P2DT4H') ?? NaN
  const left = workingMs(calendar, asked.askedAt.getTime(), whole)
  const earliest = afterWorkingMs(calendar, before, left) ?? NaN
  const latest = afterWorkingMs(calendar, Date.now(), left) ?? NaN
  expect(after.timeLeft).toBeNull()
  expect(after.dueAt?.getTime()).toBeGreaterThanOrEqual(earliest)
  expect(after.dueAt?.getTime()).toBeLessThanOrEqual(latest)
  expect(after.remindAt).toHaveLength(2)
  for (const [index, at] of after.remindAt.entries())
    expect(at.getTime()).toBeGreaterThanOrEqual(stopped.remindAt[index]?.getTime() ?? NaN)
  expect(await getApproval(ana, id)).toMatchObject({ dueAt: after.dueAt?.toISOString() })
})

it('is due on a day at its close, and on the next working day where nobody works on it', async () => {
  // 6 June 2099 is a Saturday, 7 June a Sunday; in New York it is summer
  const saturday = await submit('dated')
  expect((await rowOf(saturday.id)).dueAt?.toISOString()).toBe('2099-06-06T16:00:00.000Z')
  const sunday = await submit('dated', { day: '2099-06-07' })
  expect((await rowOf(sunday.id)).dueAt?.toISOString()).toBe('2099-06-09T03:00:00.000Z')
})

it('asks others for working time too when it is due', async () => {
  const { id } = await submit('late')
  const isAsked = async () =>
    (await listApprovals(boss, { box: 'mine' })).results.some((one) => one.id === id) || undefined
  expect(await waitFor(`inbox:${boss.id}`, isAsked, 30_000)).toBe(true)
  // the due date is the manager's from now on; that it was late is known all the same
  const { namespace } = await db.execution.findFirstOrThrow({ where: { flowId: 'late' } })
  const { steps } = await getInsight(runs.engineer, { namespace, flowId: 'late', days: 1 })
  expect(steps).toMatchObject([{ waiting: 1, overdue: 1 }])
  const { dueAt, createdAt } = await rowOf(id)
  expect(dueAt?.getTime()).toBeGreaterThanOrEqual(afterDuration(calendar, createdAt.getTime(), 'PT6H') ?? NaN)
  expect(dueAt?.getTime()).toBeLessThanOrEqual(afterDuration(calendar, Date.now(), 'PT6H') ?? NaN)
})

it('is not opened for a day that is none, and keeps its calendar while it is open', async () => {
  const card = (await catalog(requester)).find(({ displayName }) => displayName === 'dated')
  const { executionId } = await submitApp(requester, card?.id ?? '', {
    values: { day: 'tomorrow' },
    idempotencyKey: newId(),
  })
  expect(await runs.rest(executionId)).toMatchObject({ state: { current: 'FAILED' } })
  await db.flow.updateMany({ data: { deleted: true } })
  await db.execution.updateMany({ data: { state: 'SUCCESS' } })
  await expect(deleteCalendar(admin, 'shop')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Open approvals'),
  })
})
