import { describe, expect, test } from 'vitest'
import { addDays, dayIn, toDate } from '#server/absences/day.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { createRole } from '#server/roles/save-role.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { covers, lentBy, lentTo } from './in-force.ts'

const admin = await makePerson({ roles: ['admin'], name: 'Ada Admin' })
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

const noticesOf = async ({ actor }: PersonForTests) =>
  (await db.notice.findMany({ where: { personId: actor.id }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind, data }) => ({ kind, data }),
  )

describe('delegations', () => {
  test('are given by oneself for some days, told, and ended; what was stays', async () => {
    const [ana, ben] = [await makePerson({ name: 'Ana Ruiz' }), await makePerson({ name: 'Ben Okoro' })]
    const wish = { delegateId: ben.actor.id, startsOn: today, endsOn: day(3), reason: ' Sea ' }
    const made = await call(ana, 'POST /me/delegations', wish)
    expect(made).toMatchObject({
      status: 200,
      body: {
        person: { name: 'Ana Ruiz' },
        delegate: { name: 'Ben Okoro' },
        startsOn: today,
        endsOn: day(3),
        reason: 'Sea',
        when: 'now',
      },
    })
    expect(await noticesOf(ben)).toEqual([{ kind: 'delegation-given', data: { by: 'Ana Ruiz' } }])
    expect(await noticesOf(ana)).toEqual([])
    expect((await call(ana, 'GET /me/delegations')).body).toMatchObject({
      given: [{ when: 'now' }],
      received: [],
      scopes: [],
    })
    expect((await call(ben, 'GET /me/delegations')).body).toMatchObject({
      given: [],
      received: [{ when: 'now' }],
    })
    expect(await lentTo(ben.actor.id)).toMatchObject([{ person: { name: 'Ana Ruiz' }, until: day(3) }])

    const path = `/me/delegations/${String(made.body.id)}/end`
    expect((await call(ben, `POST ${path}`)).status).toBe(404)
    expect(await call(ana, `POST ${path}`)).toMatchObject({
      body: { when: 'past', endedAt: expect.any(String) },
    })
    expect((await call(ana, `POST ${path}`)).status).toBe(409)
    expect(await lentTo(ben.actor.id)).toEqual([])
    expect((await noticesOf(ben)).map(({ kind }) => kind)).toEqual(['delegation-given', 'delegation-ended'])
    const { results } = await listAudit(admin.actor, { subjectId: ana.actor.id, size: 2 })
    expect(results.map(({ action }) => action)).toEqual(['delegation:end', 'delegation:create'])
    expect((await call(ana, 'GET /me/delegations')).body).toMatchObject({
      given: [{ startsOn: today, endsOn: day(3), when: 'past' }],
    })
  })

  test.each([
    ['a day that is over', { startsOn: day(-1) }, 422],
    ['an end before its beginning', { startsOn: day(2), endsOn: day(1) }, 422],
    ['more than a year', { endsOn: day(366) }, 422],
    ['no end', { endsOn: undefined }, 422],
    ['somebody who is not there', { delegateId: 'nobody' }, 422],
    ['a flow without its namespace', { flowId: 'lent' }, 422],
    ['a flow that is not there', { namespace: 'company.lent', flowId: 'other' }, 422],
    ['a namespace without flows', { namespace: 'company.nowhere' }, 422],
    ['a flow', { namespace: 'company.lent', flowId: 'lent' }, 200],
    ['a namespace above', { namespace: 'company' }, 200],
  ])('with %s', async (_, more, status) => {
    await saveFlow(
      systemActor,
      'id: lent\nnamespace: company.lent\ntasks:\n  - { id: a, type: return, format: a }\n',
    )
    const [ana, ben] = [await makePerson(), await makePerson()]
    const wish = { delegateId: ben.actor.id, startsOn: today, endsOn: day(1), ...more }
    expect((await call(ana, 'POST /me/delegations', wish)).status).toBe(status)
  })

  test('are not to oneself, and not twice for the same', async () => {
    const [ana, ben] = [await makePerson(), await makePerson()]
    const wish = { delegateId: ben.actor.id, startsOn: day(1), endsOn: day(5) }
    expect((await call(ana, 'POST /me/delegations', { ...wish, delegateId: ana.actor.id })).status).toBe(422)
    expect((await call(ana, 'POST /me/delegations', wish)).status).toBe(200)
    expect(
      (await call(ana, 'POST /me/delegations', { ...wish, startsOn: day(5), endsOn: day(9) })).status,
    ).toBe(409)
    expect(
      (await call(ana, 'POST /me/delegations', { ...wish, startsOn: day(6), endsOn: day(9) })).status,
    ).toBe(200)
  })

  test('of others are given by who administers people and is not below them, to nobody’s own benefit', async () => {
    const [ana, ben, stranger] = [
      await makePerson({ name: 'Ana Ruiz' }),
      await makePerson(),
      await makePerson(),
    ]
    const path = `/users/${ana.actor.id}/delegations`
    const wish = { delegateId: ben.actor.id, startsOn: today, endsOn: day(2) }
    const refused = await call(admin, `POST ${path}`, { ...wish, delegateId: admin.actor.id })
    expect(refused.status).toBe(403)
    const made = await call(admin, `POST ${path}`, wish)
    expect(made.status).toBe(200)
    expect((await noticesOf(ana))[0]).toMatchObject({ kind: 'delegation-made', data: { by: 'Ada Admin' } })
    const one = `${path}/${String(made.body.id)}/end`
    for (const line of [`GET ${path}`, `POST ${path}`, `GET ${path}/people?q=be`, `POST ${one}`])
      expect((await call(stranger, line, line === `POST ${path}` ? wish : undefined)).status, line).toBe(403)
    const clerk = await makePerson()
    const { id: roleId } = await createRole(admin.actor, {
      name: 'Lenders',
      description: '',
      permissions: ['user:read', 'user:write'],
    })
    await bindRoles(admin.actor, [{ type: 'USER', externalId: clerk.actor.id, roleId }])
    expect((await call(clerk, `POST /users/${admin.actor.id}/delegations`, wish)).status).toBe(403)
    expect((await call(admin, `POST ${one}`)).status).toBe(200)
    expect((await call(admin, 'GET /users/nobody/delegations')).status).toBe(404)
  })

  test('finds people by their name, without oneself', async () => {
    const [ana] = [await makePerson({ name: 'Quirin One' }), await makePerson({ name: 'Quirin Two' })]
    expect((await call(ana, 'GET /me/delegations/people?q=quirin')).body).toMatchObject([
      { name: 'Quirin Two' },
    ])
    expect((await call(ana, 'GET /me/delegations/people?q=q')).body).toEqual([])
  })

  test('are in force by the clock of whose place it is, and as long as both are there', async () => {
    const [ana, ben] = [await makePerson(), await makePerson()]
    await db.person.update({ where: { id: ana.actor.id }, data: { timeZone: 'Pacific/Kiritimati' } })
    await db.delegation.create({
      data: {
        id: 'east',
        personId: ana.actor.id,
        delegateId: ben.actor.id,
        startsOn: toDate('2026-12-04'),
        endsOn: toDate('2026-12-05'),
      },
    })
    const at = async (time: string) => (await lentBy([ana.actor.id], { at: new Date(time) })).length
    expect(await at('2026-12-03T09:59:59Z')).toBe(0)
    expect(await at('2026-12-03T10:00:00Z')).toBe(1)
    expect(await at('2026-12-05T09:59:59Z')).toBe(1)
    expect(await at('2026-12-05T10:00:00Z')).toBe(0)
    for (const id of [ana.actor.id, ben.actor.id]) {
      await db.person.update({ where: { id }, data: { active: false } })
      expect(await at('2026-12-04T00:00:00Z')).toBe(0)
      await db.person.update({ where: { id }, data: { active: true } })
    }
  })

  test.each([
    ['everything', {}, true],
    ['its namespace', { namespace: 'company.team' }, true],
    ['one above', { namespace: 'company' }, true],
    ['another of the same beginning', { namespace: 'company.te' }, false],
    ['one below', { namespace: 'company.team.a' }, false],
    ['its flow', { namespace: 'company.team', flowId: 'buy' }, true],
    ['another flow', { namespace: 'company.team', flowId: 'sell' }, false],
    ['a flow of that name elsewhere', { namespace: 'company', flowId: 'buy' }, false],
  ])('for %s', (_, scope, expected) => {
    expect(covers(scope, { namespace: 'company.team', flowId: 'buy' })).toBe(expected)
  })
})
