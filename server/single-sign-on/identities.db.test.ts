import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { anonymisePerson } from '#server/people/anonymise-person.ts'
import { changePassword } from '#server/people/me.ts'
import { resetPassword, updatePerson } from '#server/people/change-people.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { openSession } from '#server/people/sessions.ts'
import { setUpSecondFactor } from '#server/second-factor/set-up.ts'
import { setCookieLine } from '#server/session.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'
import { startOidcServer } from '#tests/harness/oidc-server.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { identitiesOf, ownIdentities } from './identities.ts'
import { unlinkOf } from './unlink.ts'

const site = 'http://localhost:3000'
const server = await startOidcServer([`${site}/api/auth/single-sign-on/company/callback`])
const gone = await startOidcServer([])
await gone.stop()
process.env.FORMWORK_OIDC = JSON.stringify([
  {
    id: 'company',
    name: 'Company',
    issuer: server.issuer,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    groupsClaim: 'groups',
    groups: { 'dept-fin': 'finance', 'dept-none': 'nowhere' },
  },
  { id: 'gone', name: 'Gone', issuer: gone.issuer, clientId: 'formwork' },
])
afterAll(() => server.stop())

let counter = 0
beforeEach(async () => {
  await db.signInLimit.deleteMany()
  const sub = `sub-${++counter}`
  server.accounts.set(sub, { sub, email: `${sub}@private.example`, email_verified: true, groups: 'dept-fin' })
  server.as = sub
})

/** A browser that this person has signed in with their password. */
async function signedIn(person: PersonForTests): Promise<OidcBrowser> {
  const browser = new OidcBrowser()
  const [pair = ''] = (await setCookieLine(await openSession(person.actor.id, {}))).split(';')
  browser.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  return browser
}

async function call(browser: OidcBrowser, line: string, body?: unknown): Promise<Response> {
  const [method, path] = line.split(' ')
  const headers = {
    ...browser.headers,
    origin: site,
    'x-formwork-csrf': '1',
    'content-type': 'application/json',
  }
  const text = body === undefined ? undefined : JSON.stringify(body)
  const response = await dispatch(new Request(`${site}/api/v1${path}`, { method, headers, body: text }))
  browser.keep(response)
  return response
}

async function beginLink(browser: OidcBrowser, password?: string): Promise<string> {
  const answer = await call(browser, 'POST /me/identities', { provider: 'company', password })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { url: string }).url
}

async function link(browser: OidcBrowser): Promise<Response> {
  return browser.comeBack(await browser.throughProvider(await beginLink(browser)))
}

const mine = (person: PersonForTests) => db.identity.findMany({ where: { personId: person.actor.id } })

describe('linking', () => {
  test('binds the account to who is signed in, whatever its mail address is, and lets in by it', async () => {
    const person = await makePerson()
    const browser = await signedIn(person)
    expect(whereTo(await link(browser))).toBe('/account?linked=1')
    expect(await mine(person)).toMatchObject([
      { issuer: server.issuer, subject: server.as, lastUsedAt: null },
    ])
    const linked = { subjectId: person.actor.id, action: 'identity:link', actorId: person.actor.id }
    expect(await db.auditEntry.count({ where: linked })).toBe(1)
    // linked twice, it is there once
    expect(whereTo(await link(browser))).toBe('/account?linked=1')
    expect(await mine(person)).toHaveLength(1)
    const desk = new OidcBrowser()
    expect(whereTo(await desk.signIn('company'))).toBe('/inbox')
    const me = (await (await call(desk, 'GET /me')).json()) as { id: string; email: string }
    // who is not trusted does not change an address
    expect(me).toMatchObject({ id: person.actor.id, email: person.email })
    const own = (await (await call(desk, 'GET /me/identities')).json()) as Record<string, unknown>
    expect(own).toMatchObject({
      identities: [{ provider: { id: 'company', name: 'Company' }, email: `${server.as}@private.example` }],
      hasPassword: true,
      recent: true,
    })
  })

  test('never takes an account from somebody else', async () => {
    await link(await signedIn(await makePerson()))
    const other = await makePerson()
    expect(whereTo(await link(await signedIn(other)))).toBe('/account?not-linked=of-another')
    expect(await mine(other)).toEqual([])
  })

  test('needs the password where the sign-in is not new, and a session', async () => {
    const person = await makePerson()
    const browser = await signedIn(person)
    const before = new Date(Date.now() - 11 * 60_000)
    await db.session.updateMany({ where: { personId: person.actor.id }, data: { createdAt: before } })
    expect((await ownIdentities({ ...person.actor, sessionId: 'x' })).recent).toBe(false)
    for (const password of [undefined, 'wrong'])
      expect((await call(browser, 'POST /me/identities', { provider: 'company', password })).status).toBe(422)
    expect(await beginLink(browser, person.password)).toContain(server.issuer)
    const basic = Buffer.from(`${person.email}:${person.password}`).toString('base64')
    const byProgram = new Request(`${site}/api/v1/me/identities`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'company', password: person.password }),
    })
    expect((await dispatch(byProgram)).status).toBe(409)
    expect(
      (await call(browser, 'POST /me/identities', { provider: 'no', password: person.password })).status,
    ).toBe(404)
    expect(
      (await call(browser, 'POST /me/identities', { provider: 'gone', password: person.password })).status,
    ).toBe(503)
  })

  test('is begun by no other site, and by no demo person', async () => {
    const browser = await signedIn(await makePerson())
    const foreign = new Request(`${site}/api/v1/me/identities`, {
      method: 'POST',
      headers: { ...browser.headers, origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'company' }),
    })
    expect((await dispatch(foreign)).status).toBe(403)
    const demo = await signedIn(await makePerson({ demo: true }))
    expect((await call(demo, 'POST /me/identities', { provider: 'company' })).status).toBe(409)
  })

  test('ends in the session only that began it', async () => {
    const [victim, attacker] = [await makePerson(), await makePerson()]
    const browser = await signedIn(attacker)
    const address = await browser.throughProvider(await beginLink(browser))
    // signed in as somebody else meanwhile, in the same browser
    for (const [name, value] of (await signedIn(victim)).jar) browser.jar.set(name, value)
    expect(whereTo(await browser.comeBack(address))).toBe('/account?not-linked=expired')
    expect([...(await mine(victim)), ...(await mine(attacker))]).toEqual([])
    // and a way that began as a sign-in never links
    const plain = await signedIn(victim)
    expect(whereTo(await plain.signIn('company'))).toBe('/inbox')
    expect(await mine(victim)).toEqual([])
  })

  test('says when it was cancelled', async () => {
    const browser = await signedIn(await makePerson())
    const url = await beginLink(browser)
    server.as = undefined
    expect(whereTo(await browser.comeBack(await browser.throughProvider(url)))).toBe(
      '/account?not-linked=cancelled',
    )
  })
})

describe('unlinking', () => {
  test('takes the way in, the groups that came by it, and the other sessions', async () => {
    await makePerson({ groups: ['finance'] })
    const person = await makePerson({ groups: ['choir'] })
    const browser = await signedIn(person)
    await link(browser)
    const elsewhere = new OidcBrowser()
    await elsewhere.signIn('company')
    expect(await db.groupMember.count({ where: { personId: person.actor.id } })).toBe(2)
    const [{ id } = { id: '' }] = await mine(person)
    const other = await signedIn(await makePerson())
    expect((await call(other, `DELETE /me/identities/${id}`)).status).toBe(404)
    expect((await call(browser, `DELETE /me/identities/${id}`)).status).toBe(204)
    expect(await mine(person)).toEqual([])
    const left = await db.groupMember.findMany({ where: { personId: person.actor.id } })
    expect(left.map(({ groupId }) => groupId)).toEqual(['choir'])
    expect((await call(elsewhere, 'GET /me')).status).toBe(401)
    expect((await call(browser, 'GET /me')).status).toBe(200)
  })

  test('is refused where it is the only way in; a password can be set first', async () => {
    const desk = new OidcBrowser()
    await desk.signIn('company')
    const row = await db.identity.findFirstOrThrow({ where: { subject: server.as } })
    const refused = await call(desk, `DELETE /me/identities/${row.id}`)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining('only way in') })
    const password = 'a password of my own'
    expect((await call(desk, 'PUT /me/password', { current: '', password })).status).toBe(204)
    expect((await call(desk, 'PUT /me/password', { current: '', password })).status).toBe(422)
    expect((await call(desk, `DELETE /me/identities/${row.id}`)).status).toBe(204)
  })

  test('an administrator may, unless the person holds more; their sessions end', async () => {
    const person = await makePerson({ roles: ['engineer'] })
    const browser = await signedIn(person)
    await link(browser)
    const [{ id: identityId } = { id: '' }] = await mine(person)
    const bond = { personId: person.actor.id, identityId }
    const requester = await makePerson()
    await expect(unlinkOf(requester.actor, bond)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(identitiesOf(requester.actor, bond.personId)).rejects.toMatchObject({ code: 'forbidden' })
    await db.customRole.create({
      data: { id: 'desk', name: 'Desk', permissions: ['user:read', 'user:write'] },
    })
    const desk = await makePerson({ roles: [] })
    await db.roleBinding.create({
      data: { id: 'desk', personId: desk.actor.id, role: 'desk', customRoleId: 'desk' },
    })
    const deskActor = await loadActor(desk.actor.id, { door: 'web' })
    if (!deskActor) throw new Error('nobody at the desk')
    await expect(unlinkOf(deskActor, bond)).rejects.toMatchObject({ code: 'forbidden' })
    const admin = await makePerson({ roles: ['admin'] })
    expect(await identitiesOf(admin.actor, bond.personId)).toMatchObject([{ id: identityId }])
    await unlinkOf(admin.actor, bond)
    await expect(unlinkOf(admin.actor, bond)).rejects.toMatchObject({ code: 'not-found' })
    expect((await call(browser, 'GET /me')).status).toBe(401)
  })
})

test('who has no password sets one, or a second factor, only soon after the sign-in', async () => {
  const desk = new OidcBrowser()
  await desk.signIn('company')
  const { personId } = await db.identity.findFirstOrThrow({ where: { subject: server.as } })
  const session = await db.session.findFirstOrThrow({ where: { personId } })
  const actor = await loadActor(personId, { door: 'web', sessionId: session.id })
  if (!actor) throw new Error('nobody')
  expect(await setUpSecondFactor(actor, '')).toMatchObject({ secret: expect.any(String) })
  await db.session.updateMany({
    where: { personId },
    data: { createdAt: new Date(Date.now() - 11 * 60_000) },
  })
  await expect(setUpSecondFactor(actor, '')).rejects.toMatchObject({ code: 'invalid' })
  const password = 'a password of my own'
  await expect(changePassword(actor, { current: '', password })).rejects.toMatchObject({ code: 'invalid' })
  await expect(
    changePassword({ ...actor, sessionId: undefined }, { current: '', password }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
  const admin = await makePerson({ roles: ['admin'] })
  await resetPassword(admin.actor, personId, password)
  await changePassword(actor, { current: password, password: 'another one of mine' })
})

test('somebody who is anonymised has no account anywhere', async () => {
  const person = await makePerson()
  await link(await signedIn(person))
  const admin = await makePerson({ roles: ['admin'] })
  await updatePerson(admin.actor, person.actor.id, { active: false })
  await anonymisePerson(admin.actor, person.actor.id)
  expect(await mine(person)).toEqual([])
})
