import { describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { validateFlows } from '#server/flows/validate-flow.ts'
import { say } from '#server/languages/say.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { deleteCalendar } from './delete-calendar.ts'
import { getCalendar, listCalendars } from './list-calendars.ts'
import { listCountries, listRegions, previewCalendar } from './preview-calendar.ts'
import { changeCalendar, createCalendar } from './save-calendar.ts'
import { calendarsOf } from './stored-calendars.ts'
import type { CalendarGiven } from './view.ts'

const admin = (await makePerson({ roles: ['admin'], name: 'Ada' })).actor
const engineer = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company' }] })).actor
const requester = (await makePerson()).actor

const office = [{ from: '09:00', to: '17:00' }]
const berlin: CalendarGiven = {
  name: 'Berlin office',
  timeZone: 'Europe/Berlin',
  week: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: [
      { from: '13:00', to: '15:00' },
      { from: '09:00', to: '12:00' },
    ],
    saturday: [],
    sunday: [],
  },
  country: 'DE',
  region: 'BE',
  holidays: [
    { date: '2026-12-31', name: 'Stocktaking' },
    { date: '2026-12-24', name: 'Christmas Eve' },
  ],
}

const flowOn = (id: string, calendar: string) => `
id: ${id}
namespace: company.due
tasks:
  - id: choose
    type: if
    condition: "{{ true }}"
    then:
      - id: ok
        type: approval
        deciders: [{ group: admins }]
        due: { in: P2D, calendar: ${calendar} }
`

test('one is there from the start, in the time zone of the installation', async () => {
  expect(await getCalendar(engineer, 'business')).toMatchObject({
    timeZone: null,
    zone: 'UTC',
    week: { monday: office, friday: office, saturday: [] },
  })
  await expect(deleteCalendar(admin, 'business')).rejects.toMatchObject({ code: 'conflict' })
})

describe('a calendar', () => {
  test('is made, changed and deleted, and all of it is written down', async () => {
    const made = await createCalendar(admin, 'berlin', berlin)
    expect(made.holidays.map(({ date }) => date)).toEqual(['2026-12-24', '2026-12-31'])
    await expect(createCalendar(admin, 'berlin', berlin)).rejects.toMatchObject({
      code: 'conflict',
      details: [{ path: 'slug' }],
    })
    expect(await listCalendars(admin, 'BERLIN')).toEqual([
      {
        slug: 'berlin',
        name: 'Berlin office',
        zone: 'Europe/Berlin',
        country: 'DE',
        region: 'BE',
        weekMinutes: 37 * 60,
        flowCount: 0,
      },
    ])
    const changed = await changeCalendar(admin, 'berlin', { ...berlin, name: 'Berlin', region: null })
    expect(changed).toMatchObject({ slug: 'berlin', name: 'Berlin', region: null })
    await deleteCalendar(admin, 'berlin')
    await expect(getCalendar(admin, 'berlin')).rejects.toMatchObject({ code: 'not-found' })
    await expect(changeCalendar(admin, 'berlin', berlin)).rejects.toMatchObject({ code: 'not-found' })
    const entries = await db.auditEntry.findMany({
      where: { subjectType: 'calendar', subjectId: 'berlin' },
      orderBy: { id: 'asc' },
    })
    expect(entries.map(({ action }) => action)).toEqual([
      'calendar:create',
      'calendar:write',
      'calendar:delete',
    ])
    expect(entries[1]).toMatchObject({ before: { name: 'Berlin office' }, after: { name: 'Berlin' } })
  })

  test('is read by whoever writes flows, and changed by administrators', async () => {
    await expect(listCalendars(requester)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getCalendar(requester, 'business')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listCountries(requester)).rejects.toMatchObject({ code: 'forbidden' })
    for (const attempt of [
      () => createCalendar(engineer, 'mine', berlin),
      () => changeCalendar(engineer, 'business', berlin),
      () => deleteCalendar(engineer, 'business'),
      () => previewCalendar(engineer, berlin),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('takes public holidays of places that are known', async () => {
    const wrong = (place: Partial<CalendarGiven>) => createCalendar(admin, 'wrong', { ...berlin, ...place })
    await expect(wrong({ country: 'XX', region: null })).rejects.toMatchObject({
      details: [{ path: 'country' }],
    })
    await expect(wrong({ region: 'QQ' })).rejects.toMatchObject({ details: [{ path: 'region' }] })
    const german: Actor = { ...admin, language: 'de' }
    expect(await listCountries(german)).toContainEqual({ code: 'DE', name: 'Deutschland' })
    expect(await listRegions(german, 'DE')).toContainEqual({ code: 'BY', name: 'Bayern' })
    await expect(listRegions(german, 'XX')).rejects.toMatchObject({ code: 'not-found' })
    const preview = await previewCalendar(german, berlin)
    expect(preview.holidays.map(({ name }) => name)).toContain('Neujahr')
    expect(preview.due.map((one) => one.in)).toEqual(['PT4H', 'P1D', 'P2D', 'P1W'])
    for (const { at } of preview.due) expect(Date.parse(at ?? '')).toBeGreaterThan(Date.now())
  })

  test('is off on public holidays and on days of its own, by year', async () => {
    await createCalendar(admin, 'days', berlin)
    const calendar = (await calendarsOf(db, ['days', null, 'none'])).get('days')
    const isOff = (day: string) => calendar?.daysOff(Number(day.slice(0, 4))).has(day)
    // Women's Day is one in Berlin only
    expect(['2026-12-24', '2026-12-25', '2027-03-08', '2031-01-01'].map(isOff)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['2026-12-23', '2027-12-24', '2027-03-09'].map(isOff)).toEqual([false, false, false])
    expect(calendar?.week[4]).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 900 },
    ])
  })
})

describe('a flow that counts on a calendar', () => {
  test('is published only where there is such a calendar', async () => {
    const source = flowOn('wrong', 'busines')
    const problem = { code: 'unknown-calendar', path: 'tasks[0].then[0].due.calendar', line: 12 }
    await expect(saveFlow(engineer, source)).rejects.toMatchObject({ code: 'invalid', details: [problem] })
    expect((await validateFlows(engineer, source))[0]).toMatchObject({
      constraints: expect.stringContaining('did you mean "business"?'),
      problems: [problem],
    })
  })

  test('keeps it from being deleted, as long as a revision may be played', async () => {
    await createCalendar(admin, 'kept', berlin)
    await saveFlow(engineer, flowOn('first', 'kept'))
    await saveFlow(engineer, flowOn('second', 'kept'))
    expect(await listCalendars(admin, 'kept')).toMatchObject([{ flowCount: 2 }])
    const refused = await deleteCalendar(admin, 'kept').catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'conflict',
      message:
        'Flows count on this calendar: company.due.first, company.due.second. Give them another one first.',
    })
    expect(say((refused as Error).message, 'de')).toContain(
      'Abläufe rechnen mit diesem Kalender: company.due.first',
    )
    await saveFlow(engineer, flowOn('first', 'business'))
    await saveFlow(engineer, flowOn('second', 'business'))
    await deleteCalendar(admin, 'kept')
  })
})

test('a call says what is wrong with what is written', async () => {
  const { fullToken } = await createToken(admin, { name: 'calendars' })
  const call = async (method: string, path: string, body?: object) => {
    const request = new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${fullToken}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const answer = await dispatch(request)
    return {
      status: answer.status,
      body: answer.status === 204 ? undefined : ((await answer.json()) as unknown),
    }
  }
  const wrong = {
    ...berlin,
    slug: 'over',
    week: { ...berlin.week, monday: [...office, { from: '16:00', to: '18:00' }] },
  }
  expect(await call('POST', '/calendars', wrong)).toMatchObject({ status: 422 })
  expect(
    await call('POST', '/calendars', { ...berlin, slug: 'over', timeZone: 'Mars/Olympus' }),
  ).toMatchObject({
    status: 422,
  })
  const none = Object.fromEntries(Object.keys(berlin.week).map((day) => [day, []]))
  expect(await call('POST', '/calendars', { ...berlin, slug: 'over', week: none })).toMatchObject({
    status: 422,
  })
  expect(await call('POST', '/calendars', { name: 'Plain', slug: 'plain', week: berlin.week })).toMatchObject(
    {
      status: 200,
      body: { slug: 'plain', timeZone: null, country: null, holidays: [] },
    },
  )
  expect(await call('GET', '/calendars?q=plain')).toMatchObject({ body: [{ slug: 'plain' }] })
  expect(await call('DELETE', '/calendars/plain')).toEqual({ status: 204, body: undefined })
})
