import { describe, expect, test } from 'vitest'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { actorOf } from '#server/session.ts'
import { makePerson } from '#tests/harness/people.ts'
import { createPerson, resetPassword, updatePerson } from './change-people.ts'
import { createGroup } from '#server/groups/save-group.ts'
import { changePassword } from './me.ts'
import { listPeople } from './list-people.ts'
import { getPerson } from './people.ts'
import { listSessions, openSession, revokeSessions } from './sessions.ts'
import { checkPassword } from './sign-in.ts'
import { createToken, listTokens, revokeToken } from '#server/tokens/own-tokens.ts'

const admin = await makePerson({ roles: ['admin'], name: 'Ada' })
const stranger = await makePerson({ name: 'Stan', roles: ['requester', 'approver', 'engineer'] })
const refused = { code: 'forbidden' }
const newcomer = (email: string) => ({ email, name: 'New', roles: [], groups: [] })

function bearer(token: string) {
  return actorOf(
    new Request('http://localhost:3000/api/v1/me', { headers: { authorization: `Bearer ${token}` } }),
  )
}

describe('people', () => {
  test('are made with a password that works, and audited without it', async () => {
    await createGroup(admin.actor, { slug: 'finance', name: 'Finance' })
    const { person, password = '' } = await createPerson(admin.actor, {
      email: 'New.One@Test.Example',
      name: ' New One ',
      roles: [{ role: 'engineer', namespace: 'company.team' }],
      groups: ['finance'],
    })
    expect(person).toMatchObject({
      email: 'new.one@test.example',
      name: 'New One',
      roles: [{ role: 'engineer', namespace: 'company.team' }],
      groups: [{ slug: 'finance' }],
    })
    expect(await checkPassword({ email: 'new.one@test.example', password })).toMatchObject({
      personId: person.id,
    })
    const { results } = await listAudit(admin.actor, { subjectId: person.id, size: 10 })
    expect(results.map((line) => line.action)).toEqual(['user:create', 'binding:create'])
    expect(JSON.stringify(results)).not.toContain(password)
  })

  test('have a mail address each, and groups that there are', async () => {
    await createPerson(admin.actor, newcomer('twice@test.example'))
    await expect(createPerson(admin.actor, newcomer('TWICE@test.example'))).rejects.toMatchObject({
      code: 'conflict',
    })
    const lost = { ...newcomer('lost@test.example'), groups: ['nowhere'] }
    await expect(createPerson(admin.actor, lost)).rejects.toMatchObject({ code: 'invalid' })
    expect(await db.person.count({ where: { email: 'lost@test.example' } })).toBe(0)
  })

  test('are listed by name, page after page, each once', async () => {
    for (const name of ['Zoe', 'Zoe', 'zac', 'Zed 100%']) await makePerson({ name })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listPeople(admin.actor, { q: 'z', size: 2, after })
      seen.push(...page.results.map((person) => person.id))
      after = page.after
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(4)
    expect((await listPeople(admin.actor, { q: '0%', size: 10 })).results.map(({ name }) => name)).toEqual([
      'Zed 100%',
    ])
    expect((await listPeople(admin.actor, { q: '_', size: 10 })).total).toBe(0)
    for (const wrong of ['', 'x', '[]', '["a"]', String.raw`["\u0000","b"]`]) {
      const cursor = Buffer.from(wrong).toString('base64url')
      await expect(listPeople(admin.actor, { size: 1, after: cursor })).rejects.toMatchObject({
        code: 'invalid',
      })
    }
  })

  test('change, and lose their sessions with their account', async () => {
    const { actor } = await makePerson()
    await openSession(actor.id, {})
    const after = await updatePerson(admin.actor, actor.id, { active: false, roles: [{ role: 'approver' }] })
    expect(after).toMatchObject({ active: false, roles: [{ role: 'approver' }] })
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(0)
    await expect(updatePerson(admin.actor, 'nobody', {})).rejects.toMatchObject({ code: 'not-found' })
  })

  test('keep an administrator among them', async () => {
    for (const change of [{ active: false }, { roles: [{ role: 'requester' as const }] }]) {
      await expect(updatePerson(admin.actor, admin.actor.id, change)).rejects.toMatchObject({
        code: 'conflict',
      })
    }
    expect(await getPerson(admin.actor, admin.actor.id)).toMatchObject({
      active: true,
      roles: [{ role: 'admin' }],
    })
  })

  test('get a new password: the old one and the sessions end', async () => {
    const person = await makePerson()
    await openSession(person.actor.id, {})
    const { password } = await resetPassword(admin.actor, person.actor.id)
    await expect(checkPassword(person)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await checkPassword({ email: person.email, password })).toMatchObject({
      personId: person.actor.id,
      isFirst: true,
    })
    expect(await db.session.count({ where: { personId: person.actor.id } })).toBe(0)
  })

  test('set their own with the present one', async () => {
    const person = await makePerson()
    const wish = { current: 'wrong', password: 'another good one' }
    await expect(changePassword(person.actor, wish)).rejects.toMatchObject({ code: 'invalid' })
    const kept = await openSession(person.actor.id, {})
    await openSession(person.actor.id, {})
    await changePassword({ ...person.actor, sessionId: kept }, { ...wish, current: person.password })
    expect(await checkPassword({ email: person.email, password: wish.password })).toBeDefined()
    const left = await db.session.findMany({ where: { personId: person.actor.id } })
    expect(left.map(({ id }) => id)).toEqual([kept])
  })

  test('are the business of admins only', async () => {
    const { actor } = stranger
    await expect(listPeople(actor, { size: 1 })).rejects.toMatchObject(refused)
    await expect(getPerson(actor, admin.actor.id)).rejects.toMatchObject(refused)
    await expect(createPerson(actor, newcomer('no@test.example'))).rejects.toMatchObject(refused)
    await expect(updatePerson(actor, actor.id, { roles: [{ role: 'admin' }] })).rejects.toMatchObject(refused)
    await expect(resetPassword(actor, admin.actor.id)).rejects.toMatchObject(refused)
    await expect(listAudit(actor, { size: 1 })).rejects.toMatchObject(refused)
    const local = await makePerson({ roles: [{ role: 'admin', namespace: 'company.team' }] })
    await expect(createPerson(local.actor, newcomer('no@test.example'))).rejects.toMatchObject(refused)
  })
})

describe('tokens', () => {
  test('act as their person until revoked, and are stored as a hash', async () => {
    const { actor } = await makePerson()
    const { fullToken: token, id } = await createToken(actor, { name: 'ci' })
    expect(await bearer(token)).toMatchObject({ id: actor.id, door: 'api' })
    expect(JSON.stringify(await db.apiToken.findMany())).not.toContain(token)
    expect((await listTokens(actor)).results).toMatchObject([{ id, name: 'ci', prefix: token.slice(0, 9) }])
    await expect(revokeToken(stranger.actor, id)).rejects.toMatchObject({ code: 'not-found' })
    await revokeToken(actor, id)
    expect(await bearer(token)).toBeNull()
    await expect(revokeToken(actor, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('end by their time and with their person', async () => {
    const { actor } = await makePerson()
    const { fullToken: token, id } = await createToken(actor, { name: 'x', maxAgeSeconds: 60 })
    await db.apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await bearer(token)).toBeNull()
    const other = await createToken(actor, { name: 'y' })
    await updatePerson(admin.actor, actor.id, { active: false })
    expect(await bearer(other.fullToken)).toBeNull()
  })
})

describe('sessions', () => {
  test('are listed without their ids and revoked one by one or all', async () => {
    const { actor } = await makePerson()
    const first = await openSession(actor.id, { address: '198.51.100.1', userAgent: 'Browser' })
    await openSession(actor.id, {})
    const listed = await listSessions({ ...actor, sessionId: first }, actor.id)
    expect(listed).toHaveLength(2)
    expect(JSON.stringify(listed)).not.toContain(first)
    const mine = listed.find((session) => session.current)
    expect(mine).toMatchObject({ address: '198.51.100.1', userAgent: 'Browser' })
    await revokeSessions(actor, actor.id, mine?.id)
    await expect(revokeSessions(actor, actor.id, mine?.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(revokeSessions(stranger.actor, actor.id)).rejects.toMatchObject(refused)
    await expect(listSessions(stranger.actor, actor.id)).rejects.toMatchObject(refused)
    await revokeSessions(admin.actor, actor.id)
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(0)
  })
})
