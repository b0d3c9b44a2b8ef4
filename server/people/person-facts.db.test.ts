import { describe, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { listAudit } from '#server/audit/list.ts'
import { makePerson } from '#tests/harness/people.ts'
import { anonymisePerson } from './anonymise-person.ts'
import { updatePerson } from './change-people.ts'
import { listPeople } from './list-people.ts'
import { openSession } from './sessions.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const { fullToken } = await createToken(admin, { name: 'people' })

async function call(line: string, body?: unknown) {
  const [method = '', path = ''] = line.split(' ')
  const answer = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${fullToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> }
}

describe('managers', () => {
  test('never go round in a circle, even by two changes at once', async () => {
    const [a = '', b = '', c = ''] = await Promise.all(
      [1, 2, 3].map(async () => (await makePerson()).actor.id),
    )
    expect(await updatePerson(admin, a, { managerId: b })).toMatchObject({ manager: { id: b } })
    await updatePerson(admin, b, { managerId: c })
    for (const [person, managerId] of [
      [c, a],
      [b, a],
      [a, a],
      [a, 'none'],
    ] as const)
      await expect(updatePerson(admin, person, { managerId })).rejects.toMatchObject({ code: 'invalid' })
    await updatePerson(admin, a, { managerId: null })
    await updatePerson(admin, b, { managerId: null })
    const both = await Promise.allSettled([
      updatePerson(admin, a, { managerId: b }),
      updatePerson(admin, b, { managerId: a }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('somebody who left', () => {
  test('loses sessions and tokens at once, and finds none of them on their return', async () => {
    const { actor } = await makePerson()
    await openSession(actor.id, {})
    await createToken(actor, { name: 'x' })
    expect((await call(`DELETE /users/${actor.id}`)).status).toBe(204)
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(0)
    expect(await db.apiToken.count({ where: { personId: actor.id } })).toBe(0)
    await openSession(actor.id, {})
    expect(await updatePerson(admin, actor.id, { active: true })).toMatchObject({ active: true })
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(0)
  })

  test('can be made nobody: their id and the audit stay, all else goes', async () => {
    const { actor, email } = await makePerson({ name: 'Gone Person', groups: ['gone'] })
    const report = (await makePerson()).actor
    await updatePerson(admin, report.id, { managerId: actor.id })
    await expect(anonymisePerson(admin, actor.id)).rejects.toMatchObject({ code: 'conflict' })
    await updatePerson(admin, actor.id, { active: false })
    const after = await anonymisePerson(admin, actor.id)
    expect(after).toMatchObject({ id: actor.id, active: false, roles: [], groups: [] })
    expect(JSON.stringify(after)).not.toMatch(new RegExp(`Gone Person|${email}`))
    expect((await listPeople(admin, { q: email, size: 5 })).total).toBe(0)
    expect((await call(`GET /users/${report.id}`)).body.manager).toBeUndefined()
    const { results } = await listAudit(admin, { subjectId: actor.id, size: 5 })
    expect(results[0]).toMatchObject({ action: 'user:anonymise', subjectId: actor.id })
    const { actor: stranger } = await makePerson({ roles: ['engineer'] })
    await expect(anonymisePerson(stranger, actor.id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('people are narrowed to a role, also by a group, and to a group', async () => {
  const { actor } = await makePerson({ groups: ['narrow'], roles: [] })
  await bindRoles(admin, [{ type: 'GROUP', externalId: 'narrow', roleId: 'launcher' }])
  expect((await listPeople(admin, { role: 'launcher', size: 5 })).results).toMatchObject([{ id: actor.id }])
  expect((await listPeople(admin, { group: 'narrow', size: 5 })).results).toMatchObject([{ id: actor.id }])
  expect((await listPeople(admin, { group: 'narrow', active: false, size: 5 })).total).toBe(0)
  const pages = await Promise.all([1, 2].map((page) => listPeople(admin, { size: 1, page })))
  expect(pages[0]?.results[0]?.id).not.toBe(pages[1]?.results[0]?.id)
})

test('the API takes and gives people as clients of Kestra spell them', async () => {
  const made = await call('POST /users', {
    email: 'Rosa.Luna@Test.Example',
    firstName: 'Rosa',
    lastName: 'Luna',
    password: 'quite a long one',
    groups: [],
  })
  expect(made).toMatchObject({
    status: 201,
    body: { username: 'rosa.luna@test.example', firstName: 'Rosa', lastName: 'Luna', superAdmin: false },
  })
  const path = `/users/${String(made.body.id)}`
  const change = { firstName: 'Rosa Maria', lastName: 'Luna', timeZone: 'Europe/Madrid', language: 'es' }
  expect((await call(`PUT ${path}`, change)).body).toMatchObject({
    displayName: 'Rosa Maria Luna',
    timeZone: 'Europe/Madrid',
    language: 'es',
  })
  expect((await call(`PATCH ${path}/password`, { password: 'short' })).status).toBe(422)
  expect((await call(`PATCH ${path}/password`, { password: 'another long one' })).status).toBe(200)
  const found = await call('GET /users?page=1&size=10&filters[q][EQUALS]=rosa.luna')
  expect(found.body).toMatchObject({ total: 1, results: [{ id: made.body.id }] })
  for (const [line, body] of [
    [`PATCH ${path}`, { timeZone: 'Mars/Olympus' }],
    [`PATCH ${path}`, { language: 'English!' }],
    [`PATCH ${path}`, { email: 'no mail' }],
    ['POST /users', { email: 'x@test.example' }],
    ['GET /users?filters[state][EQUALS]=x', undefined],
  ] as const)
    expect((await call(line, body)).status, line).toBe(422)
  expect((await call(`PATCH ${path}`, { email: admin.email })).status).toBe(409)
})
