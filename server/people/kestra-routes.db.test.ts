import { expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { createRole } from '#server/roles/save-role.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'

const admin = await makePerson({ roles: ['admin'], name: 'Ada' })
const plain = await makePerson({ name: 'Ben Plain' })

async function call(who: PersonForTests | string, line: string, body?: unknown) {
  const [method = '', path = ''] = line.split(' ')
  const headers = typeof who === 'string' ? { authorization: `Bearer ${who}` } : basicOf(who)
  const answer = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> }
}

/** Administers people, and holds nothing else. */
async function clerk() {
  const person = await makePerson({ name: 'Clerk' })
  const role = await createRole(admin.actor, {
    name: `Clerks ${person.actor.id}`,
    description: '',
    permissions: ['user:read', 'user:write', 'binding:write', 'token:write', 'service-account:write'],
  })
  const grant = { type: 'USER', externalId: person.actor.id, roleId: role.id }
  expect((await call(admin, 'POST /bindings', grant)).status).toBe(200)
  return person
}

test('one changes one’s own name, zone and language, and nothing else', async () => {
  const me = await makePerson({ name: 'Ana Ruiz' })
  const wish = { firstName: 'Anita', timeZone: 'Europe/Madrid', language: 'es', email: me.email }
  expect(await call(me, 'PATCH /me', wish)).toMatchObject({
    status: 200,
    body: {
      name: 'Anita Ruiz',
      timeZone: 'Europe/Madrid',
      profile: { firstName: 'Anita', lastName: 'Ruiz' },
    },
  })
  expect((await call(me, 'GET /me')).body).toMatchObject({ name: 'Anita Ruiz', language: 'es' })
  const { results } = await listAudit(admin.actor, { subjectId: me.actor.id, action: 'user:write', size: 5 })
  expect(results).toMatchObject([{ before: { name: 'Ana Ruiz' }, after: { name: 'Anita Ruiz' } }])

  expect((await call(me, 'PATCH /me', { email: 'other@test.example' })).status).toBe(403)
  expect((await call(me, 'PATCH /me', { roles: [{ role: 'admin' }] })).status).toBe(422)
  expect((await call(me, 'PATCH /me', { timeZone: 'Nowhere/Here' })).status).toBe(422)
  expect((await call(me, 'PATCH /me', { name: '' })).status).toBe(422)
  const { fullToken } = await createToken(me.actor, { name: 'narrow', permissions: ['app:read'] })
  expect((await call(fullToken, 'PATCH /me', { name: 'X' })).status).toBe(403)
})

test.each(['superadmin', 'instanceowner'])('%s is given and taken by who holds it all', async (word) => {
  const flag = word === 'superadmin' ? 'superAdmin' : 'instanceOwner'
  const { actor } = await makePerson({ roles: ['engineer'] })
  const path = `/users/${actor.id}/${word}`
  expect((await call(admin, `PATCH ${path}`, { [flag]: true })).status).toBe(204)
  expect((await call(admin, `GET /users/${actor.id}`)).body).toMatchObject({
    superAdmin: true,
    roles: [{ role: 'admin' }, { role: 'engineer' }],
  })
  expect((await call(admin, `PATCH ${path}`, { [flag]: false })).status).toBe(204)
  expect((await call(admin, `GET /users/${actor.id}`)).body).toMatchObject({ roles: [{ role: 'engineer' }] })
  const less = await clerk()
  expect((await call(less, `PATCH ${path}`, { [flag]: true })).status).toBe(403)
  expect((await call(plain, `PATCH ${path}`, { [flag]: true })).status).toBe(403)
  expect((await call(admin, `PATCH ${path}`, {})).status).toBe(422)
  expect((await call(admin, `PATCH /users/nobody/${word}`, { [flag]: true })).status).toBe(404)
})

test('nobody is left without an administrator', async () => {
  const others = await db.roleBinding.findMany({
    where: { role: 'admin', NOT: { personId: admin.actor.id } },
  })
  expect(others).toEqual([])
  const { status } = await call(admin, `PATCH /users/${admin.actor.id}/superadmin`, { superAdmin: false })
  expect(status).toBe(409)
})

test('a token of another is made by who is not below them, and told', async () => {
  const owner = await makePerson({ roles: ['engineer'] })
  const path = `POST /users/${owner.actor.id}/api-tokens`
  const made = await call(admin, path, { name: 'by Ada', maxAge: 'P1D' })
  expect(made.status).toBe(200)
  expect((await call(String(made.body.fullToken), 'GET /me')).body).toMatchObject({ id: owner.actor.id })
  expect((await call(owner, 'GET /notices')).body).toMatchObject({
    results: [{ kind: 'token-made', data: { by: 'Ada', name: 'by Ada' } }],
  })
  const { results } = await listAudit(admin.actor, { action: 'token:write', size: 1 })
  expect(results).toMatchObject([{ actor: { id: admin.actor.id }, after: { owner: owner.actor.id } }])
  expect(JSON.stringify(results)).not.toContain(made.body.fullToken)

  expect((await call(await clerk(), path, { name: 'more than mine' })).status).toBe(403)
  expect((await call(plain, path, { name: 'x' })).status).toBe(403)
  const { fullToken } = await createToken(admin.actor, {
    name: 'n',
    permissions: ['token:write', 'user:write'],
  })
  expect((await call(fullToken, path, { name: 'x' })).status).toBe(403)
  await call(admin, `DELETE /users/${owner.actor.id}`)
  expect((await call(admin, path, { name: 'x' })).status).toBe(409)
})

test('people are suggested, and are who is in the tenant', async () => {
  const { actor } = await makePerson({ name: 'Xaver Suggested', groups: ['suggested'] })
  const gone = await makePerson({ name: 'Xenia Suggested' })
  await call(admin, `DELETE /users/${gone.actor.id}`)
  const named = { id: actor.id, displayName: 'Xaver Suggested', groups: [{ id: 'suggested' }] }
  for (const path of ['/users/autocomplete', '/tenant-access/autocomplete']) {
    expect((await call(admin, `POST ${path}`, { q: 'suggested' })).body).toMatchObject([named])
    expect(
      (await call(admin, `POST ${path}`, { ids: [gone.actor.id], existingOnly: true })).body,
    ).toMatchObject([{ id: gone.actor.id }])
    expect((await call(plain, `POST ${path}`, { q: 'suggested' })).status).toBe(403)
  }
  expect((await call(admin, 'GET /tenant-access?q=xaver')).body).toMatchObject({
    results: [named],
    total: 1,
  })
  expect((await call(admin, `GET /tenant-access/${actor.id}`)).body).toMatchObject({
    userId: actor.id,
    tenantId: 'main',
    roles: [{ id: 'requester' }],
  })
  expect((await call(plain, `GET /tenant-access/${actor.id}`)).status).toBe(403)
})

test('a person is put into groups by their ids, and by a whole change with its password', async () => {
  const one = await makePerson({ groups: ['first', 'second'] })
  const path = `/users/${one.actor.id}`
  expect((await call(admin, `PUT ${path}/groups`, { groupIds: ['second'] })).status).toBe(204)
  expect((await call(admin, `GET ${path}`)).body).toMatchObject({ groups: [{ slug: 'second' }] })
  expect((await call(admin, `PUT ${path}/groups`, { groupIds: ['none'] })).status).toBe(422)
  expect((await call(plain, `PUT ${path}/groups`, { groupIds: [] })).status).toBe(403)

  const wish = { email: one.email, firstName: 'New', lastName: 'Name', password: 'a longer password' }
  const changed = await call(admin, `PUT ${path}`, { ...wish, tenants: ['main'], restricted: false })
  expect(changed).toMatchObject({ status: 200, body: { name: 'New Name', groups: [{ slug: 'second' }] } })
  const { results } = await listAudit(admin.actor, { subjectId: one.actor.id, size: 2 })
  expect(results.map(({ action }) => action)).toEqual(['user:write', 'user:reset-password'])
  expect((await call(one, 'GET /me')).status).toBe(401)
  expect((await call({ ...one, password: 'a longer password' }, 'GET /me')).status).toBe(200)
  expect((await call(await clerk(), `PUT /users/${admin.actor.id}`, wish)).status).toBe(403)
})

test('a thing has a history, for who may read the audit', async () => {
  const { actor } = await makePerson()
  await call(admin, `PATCH /users/${actor.id}`, { name: 'Once' })
  await call(admin, `PATCH /users/${actor.id}`, { name: 'Twice' })
  const moments = (await call(admin, `GET /auditlogs/history/${actor.id}`)).body as unknown as {
    id: string
  }[]
  expect(moments).toMatchObject([{ username: admin.email }, { username: admin.email }])
  const [last, first] = moments.map(({ id }) => id)
  expect((await call(admin, `GET /auditlogs/${last}/diff?previousId=${first}`)).body.after).toContain('Twice')
  expect((await call(admin, 'GET /auditlogs/history/nothing')).body).toEqual([])
  expect((await call(plain, `GET /auditlogs/history/${actor.id}`)).status).toBe(403)
})
