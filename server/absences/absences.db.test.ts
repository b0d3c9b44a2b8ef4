import { describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { createRole } from '#server/roles/save-role.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { addDays, dayIn, toDate } from './day.ts'
import { whoIsAway } from './who-is-away.ts'

const admin = await makePerson({ roles: ['admin'] })
const today = dayIn('UTC')
const day = (count: number) => addDays(today, count)

async function call(who: PersonForTests, line: string, body?: unknown) {
  const [method = '', path = ''] = line.split(' ')
  const answer = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { ...basicOf(who), 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> }
}

describe('absences', () => {
  test('are said, changed and taken back by oneself, with days that are free', async () => {
    const me = await makePerson()
    const made = await call(me, 'POST /me/absences', { startsOn: day(10), endsOn: day(20), note: ' Sea ' })
    expect(made).toMatchObject({
      status: 200,
      body: { startsOn: day(10), endsOn: day(20), note: 'Sea', when: 'future' },
    })
    for (const [startsOn, endsOn] of [
      [day(20), day(25)],
      [day(5), day(10)],
      [day(12), day(13)],
      [day(5), null],
      [day(20), null],
    ])
      expect(
        (await call(me, 'POST /me/absences', { startsOn, endsOn })).status,
        `${startsOn} ${endsOn}`,
      ).toBe(409)
    expect((await call(me, 'POST /me/absences', { startsOn: day(21) })).status).toBe(200)
    expect((await call(me, 'POST /me/absences', { startsOn: day(40) })).status).toBe(409)
    const path = `/me/absences/${String(made.body.id)}`
    expect(await call(me, `PATCH ${path}`, { endsOn: day(15) })).toMatchObject({
      body: { endsOn: day(15), note: 'Sea' },
    })
    expect((await call(me, `PATCH ${path}`, { endsOn: null })).status).toBe(409)
    expect((await call(me, `PATCH ${path}`, { endsOn: day(9) })).status).toBe(422)
    expect((await call(me, `DELETE ${path}`)).status).toBe(204)
    expect((await call(me, `DELETE ${path}`)).status).toBe(404)
    expect((await call(me, 'GET /me/absences')).body).toMatchObject([{ startsOn: day(21), when: 'future' }])
    const { results } = await listAudit(admin.actor, { subjectId: me.actor.id, size: 3 })
    expect(results.map(({ action }) => action)).toEqual(['absence:delete', 'absence:write', 'absence:create'])
  })

  test('keep what has been', async () => {
    const me = await makePerson()
    const row = (id: string, startsOn: string, endsOn: string | null) =>
      db.absence.create({
        data: { id, personId: me.actor.id, startsOn: toDate(startsOn), endsOn: endsOn && toDate(endsOn) },
      })
    await row('past', day(-20), day(-10))
    await row('now', day(-5), null)
    expect((await call(me, 'PATCH /me/absences/past', { note: 'x' })).status).toBe(409)
    expect((await call(me, 'DELETE /me/absences/past')).status).toBe(409)
    expect((await call(me, 'DELETE /me/absences/now')).status).toBe(409)
    expect((await call(me, 'PATCH /me/absences/now', { startsOn: day(-4) })).status).toBe(409)
    expect((await call(me, 'PATCH /me/absences/now', { endsOn: day(-3) })).status).toBe(422)
    expect(await call(me, 'PATCH /me/absences/now', { endsOn: day(-1) })).toMatchObject({
      body: { when: 'past' },
    })
    expect((await call(me, 'POST /me/absences', { startsOn: day(-9), endsOn: day(-8) })).status).toBe(422)
    expect((await call(me, 'POST /me/absences', { startsOn: 'tomorrow' })).status).toBe(422)
    expect((await call(me, 'POST /me/absences', { startsOn: '2026-02-30' })).status).toBe(422)
  })

  test('of two that come at once one is refused', async () => {
    const me = await makePerson()
    const both = await Promise.all([1, 2].map(() => call(me, 'POST /me/absences', { startsOn: day(1) })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('of others are said by who administers people and is not below them', async () => {
    const [me, stranger] = [
      await makePerson({ roles: ['engineer'] }),
      await makePerson({ roles: ['engineer'] }),
    ]
    const path = `/users/${me.actor.id}/absences`
    const made = await call(admin, `POST ${path}`, { startsOn: today, note: 'Ill' })
    expect(made).toMatchObject({ status: 200, body: { when: 'now' } })
    expect((await call(admin, `GET ${path}`)).body).toMatchObject([{ note: 'Ill' }])
    expect((await call(me, 'GET /me/absences')).body).toMatchObject([{ note: 'Ill' }])
    const one = `${path}/${String(made.body.id)}`
    for (const line of [`GET ${path}`, `POST ${path}`, `PATCH ${one}`, `DELETE ${one}`])
      expect(
        (await call(stranger, line, line.startsWith('GET') ? undefined : { startsOn: day(9) })).status,
        line,
      ).toBe(403)
    const own = `/me/absences/${String(made.body.id)}`
    expect((await call(stranger, `DELETE ${own}`)).status).toBe(404)

    const clerk = await makePerson()
    const { id: roleId } = await createRole(admin.actor, {
      name: 'Clerks',
      description: '',
      permissions: ['user:read', 'user:write'],
    })
    await bindRoles(admin.actor, [{ type: 'USER', externalId: clerk.actor.id, roleId }])
    expect((await call(clerk, `POST /users/${admin.actor.id}/absences`, { startsOn: today })).status).toBe(
      403,
    )
    expect((await call(admin, `DELETE ${one}`)).status).toBe(204)
    expect((await call(admin, 'POST /users/nobody/absences', { startsOn: today })).status).toBe(404)
    const { fullToken } = await createToken(me.actor, { name: 'narrow', permissions: ['app:read'] })
    const narrow = await dispatch(
      new Request('http://localhost:3000/api/v1/me/absences', {
        headers: { authorization: `Bearer ${fullToken}` },
      }),
    )
    expect(narrow.status).toBe(403)
  })

  test('are seen by the clock of who is away', async () => {
    const me = await makePerson()
    await db.person.update({ where: { id: me.actor.id }, data: { timeZone: 'Pacific/Kiritimati' } })
    await db.absence.create({
      data: {
        id: 'east',
        personId: me.actor.id,
        startsOn: toDate('2026-12-04'),
        endsOn: toDate('2026-12-05'),
      },
    })
    const at = async (time: string) =>
      (await whoIsAway([me.actor.id], { at: new Date(time) })).get(me.actor.id)
    expect(await at('2026-12-03T09:59:59Z')).toBeUndefined()
    expect(await at('2026-12-03T10:00:00Z')).toEqual({ until: '2026-12-05' })
    expect(await at('2026-12-05T09:59:59Z')).toEqual({ until: '2026-12-05' })
    expect(await at('2026-12-05T10:00:00Z')).toBeUndefined()
  })
})
