import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { POST as secondForm } from '#app/api/auth/second-factor/route.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { updatePerson } from '#server/people/change-people.ts'
import { confirmSecondFactor, setUpSecondFactor } from '#server/second-factor/set-up.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'
import { startOidcServer } from '#tests/harness/oidc-server.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'

const site = 'http://localhost:3000'
const ids = ['company', 'guests', 'closed']
const server = await startOidcServer(ids.map((id) => `${site}/api/auth/single-sign-on/${id}/callback`))
const other = await startOidcServer([`${site}/api/auth/single-sign-on/guests/callback`])
const gone = await startOidcServer([])
await gone.stop()

const common = { clientId: server.clientId, clientSecret: server.clientSecret }
process.env.FORMWORK_OIDC = JSON.stringify([
  {
    ...common,
    id: 'company',
    name: 'Company',
    issuer: server.issuer,
    trusted: true,
    groupsClaim: 'groups',
    groups: { 'dept-fin': 'finance', 'dept-ops': 'operations', 'dept-none': 'nowhere', 'dept-adm': 'admins' },
    managerClaim: 'boss',
  },
  { ...common, id: 'guests', name: 'Guests', issuer: other.issuer, domains: ['guest.example'] },
  { ...common, id: 'gone', name: 'Gone', issuer: gone.issuer },
])
afterAll(async () => {
  await server.stop()
  await other.stop()
})

let counter = 0
/** Somebody whom both providers know. */
function account(claims: Record<string, unknown> = {}): { sub: string; email: string } {
  const sub = `sub-${++counter}`
  const made = {
    sub,
    email: `${sub}@company.example`,
    email_verified: true,
    name: `Name ${counter}`,
    ...claims,
  }
  for (const one of [server, other]) {
    one.accounts.set(sub, made)
    one.as = sub
    one.amr = undefined
  }
  return made
}

async function meOf(
  browser: OidcBrowser,
): Promise<{ status: number; id?: string; groups?: { slug: string }[] }> {
  const answer = await dispatch(new Request(`${site}/api/v1/me`, { headers: browser.headers }))
  const body = (await answer.json()) as { id?: string; groups?: { slug: string }[] }
  return { ...body, status: answer.status }
}

const personOf = (email: string) =>
  db.person.findUniqueOrThrow({ where: { email }, include: { roleBindings: true, identities: true } })

beforeEach(async () => {
  await db.signInLimit.deleteMany()
})

describe('somebody whom nobody knows', () => {
  test('has an account made, and comes back to it whatever their mail address is then', async () => {
    const { sub, email } = account()
    const browser = new OidcBrowser()
    expect(whereTo(await browser.signIn('company', '/inbox?box=mine'))).toBe('/inbox?box=mine')
    const person = await personOf(email)
    expect(person).toMatchObject({ name: `Name ${counter}`, passwordHash: null, active: true })
    expect(person.roleBindings.map(({ role }) => role)).toEqual(['requester'])
    expect(person.identities).toMatchObject([{ issuer: server.issuer, subject: sub, email }])
    expect(await meOf(browser)).toMatchObject({ status: 200, id: person.id })
    const actions = await db.auditEntry.findMany({ where: { subjectId: person.id }, orderBy: { id: 'asc' } })
    expect(actions.map(({ action }) => action)).toEqual(['user:create', 'identity:link', 'session:open'])
    expect(actions.at(-1)?.after).toEqual({ provider: 'company' })

    server.accounts.set(sub, { sub, email: `new-${email}`, email_verified: true, name: 'Married Now' })
    const again = new OidcBrowser()
    await again.signIn('company')
    expect(await meOf(again)).toMatchObject({ id: person.id, name: 'Married Now', email: `new-${email}` })
  })

  test('keeps the mail address where the new one is not verified, or is taken', async () => {
    const { sub, email } = account()
    await new OidcBrowser().signIn('company')
    const taken = await makePerson()
    for (const claims of [
      { email: `x-${email}`, email_verified: false },
      { email: taken.email, email_verified: true },
    ]) {
      server.accounts.set(sub, { sub, name: 'N', ...claims })
      expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
      expect(await db.person.count({ where: { email, name: 'N' } })).toBe(1)
    }
  })

  test('is refused with another domain, or an address that nobody has verified', async () => {
    const { email } = account()
    expect(whereTo(await new OidcBrowser().signIn('guests'))).toBe('/sign-in?error=sso-domain&next=%2Finbox')
    account({ email: 'unproven@guest.example', email_verified: undefined })
    expect(whereTo(await new OidcBrowser().signIn('guests'))).toContain('error=sso-not-verified')
    account({ email: 'proven@guest.example' })
    expect(whereTo(await new OidcBrowser().signIn('guests'))).toBe('/inbox')
    expect(await db.person.count({ where: { email: { in: [email, 'unproven@guest.example'] } } })).toBe(0)
  })
})

describe('somebody whose mail address has an account', () => {
  test('is linked to it by a trusted provider', async () => {
    const person = await makePerson()
    account({ email: person.email.toUpperCase() })
    const browser = new OidcBrowser()
    expect(whereTo(await browser.signIn('company'))).toBe('/inbox')
    expect(await meOf(browser)).toMatchObject({ id: person.actor.id })
  })

  test('is not linked where the address is not verified or the provider is not trusted', async () => {
    const person = await makePerson()
    account({ email: person.email, email_verified: false })
    const browser = new OidcBrowser()
    expect(whereTo(await browser.signIn('company'))).toContain('error=sso-not-linked')
    account({ email: person.email })
    expect(whereTo(await browser.signIn('guests'))).toContain('error=sso-not-linked')
    expect((await meOf(browser)).status).toBe(401)
    expect(await db.identity.count({ where: { personId: person.actor.id } })).toBe(0)
    const refused = { subjectId: person.actor.id, action: 'session:open', refused: true }
    expect(await db.auditEntry.count({ where: refused })).toBe(2)
  })

  test('never comes in as a demo person, or as somebody who left', async () => {
    const demo = await makePerson({ demo: true })
    account({ email: demo.email })
    expect(whereTo(await new OidcBrowser().signIn('company'))).toContain('error=sso-refused')
    const left = await makePerson()
    await db.person.update({ where: { id: left.actor.id }, data: { active: false } })
    account({ email: left.email })
    expect(whereTo(await new OidcBrowser().signIn('company'))).toContain('error=sso-inactive')
    expect(await db.identity.count({ where: { personId: { in: [demo.actor.id, left.actor.id] } } })).toBe(0)
  })
})

test('who is deactivated is signed out at once, and does not come back', async () => {
  const { email } = account()
  const browser = new OidcBrowser()
  await browser.signIn('company')
  const admin = await makePerson({ roles: ['admin'] })
  const { id } = await personOf(email)
  await updatePerson(admin.actor, id, { active: false })
  expect(await db.session.count({ where: { personId: id } })).toBe(0)
  expect((await meOf(browser)).status).toBe(401)
  expect(whereTo(await browser.signIn('company'))).toContain('error=sso-inactive')
  expect(await db.session.count({ where: { personId: id } })).toBe(0)
})

describe('groups', () => {
  const groups = async (email: string) => {
    const rows = await db.groupMember.findMany({
      where: { person: { email } },
      select: { source: true, owner: true, group: { select: { slug: true } } },
      orderBy: { group: { slug: 'asc' } },
    })
    return rows.map(({ group, source, owner }) => [group.slug, source, owner])
  }

  test('follow the claims, and leave what was done by hand', async () => {
    await makePerson({ groups: ['finance', 'operations', 'choir'] })
    const { sub, email } = account({ groups: ['dept-fin', 'dept-none', 'dept-unknown', '__proto__'] })
    const browser = new OidcBrowser()
    await browser.signIn('company')
    expect(await groups(email)).toEqual([['finance', server.issuer, false]])
    const { id } = await personOf(email)
    await db.groupMember.create({ data: { personId: id, groupId: 'choir', owner: true } })
    server.accounts.set(sub, { sub, email, groups: 'dept-ops' })
    await browser.signIn('company')
    expect(await groups(email)).toEqual([
      ['choir', null, true],
      ['operations', server.issuer, false],
    ])
    expect((await meOf(browser)).groups?.map(({ slug }) => slug)).toEqual(['choir', 'operations'])
    server.accounts.set(sub, { sub, email })
    await browser.signIn('company')
    expect(await groups(email)).toEqual([['choir', null, true]])
    const events = await db.auditEntry.findMany({ where: { action: 'group:members', actorId: id } })
    expect(events).toHaveLength(4)
  })

  test('keep the last administrator', async () => {
    await makePerson({ groups: ['admins'] })
    await db.roleBinding.create({ data: { id: 'admins-admin', groupId: 'admins', role: 'admin' } })
    const { sub, email } = account({ groups: ['dept-adm'] })
    await new OidcBrowser().signIn('company')
    const { id } = await personOf(email)
    await db.roleBinding.deleteMany({ where: { role: 'admin', personId: { not: null } } })
    await db.groupMember.deleteMany({ where: { groupId: 'admins', NOT: { personId: id } } })
    server.accounts.set(sub, { sub, email })
    expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
    expect(await groups(email)).toEqual([['admins', server.issuer, false]])
  })
})

test('the manager follows the claim, by mail address or subject; a circle is left out', async () => {
  const boss = account()
  await new OidcBrowser().signIn('company')
  const worker = account({ boss: boss.sub })
  await new OidcBrowser().signIn('company')
  const ids = { boss: (await personOf(boss.email)).id, worker: (await personOf(worker.email)).id }
  expect((await personOf(worker.email)).managerId).toBe(ids.boss)
  server.accounts.set(boss.sub, { ...boss, boss: worker.email.toUpperCase() })
  server.as = boss.sub
  expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
  expect((await personOf(boss.email)).managerId).toBeNull()
  const third = account({ boss: worker.email.toUpperCase() })
  await new OidcBrowser().signIn('company')
  expect((await personOf(third.email)).managerId).toBe(ids.worker)
})

describe('with a second factor', () => {
  let person: PersonForTests
  let totp: TOTP

  beforeEach(async () => {
    person = await makePerson()
    const { secret } = await setUpSecondFactor(person.actor, person.password)
    totp = new TOTP({ secret: Secret.fromBase32(secret) })
    await confirmSecondFactor(person.actor, totp.generate({ timestamp: Date.now() - 30_000 }))
    account({ email: person.email })
  })

  const sessions = () => db.session.count({ where: { personId: person.actor.id } })

  async function giveCode(browser: OidcBrowser): Promise<Response> {
    const body = new URLSearchParams({ code: totp.generate(), next: '/inbox' }).toString()
    const headers = {
      ...browser.headers,
      origin: site,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
    }
    return secondForm(new Request(`${site}/api/auth/second-factor`, { method: 'POST', body, headers }))
  }

  test('there is no session before the code', async () => {
    const browser = new OidcBrowser()
    expect(whereTo(await browser.signIn('company'))).toBe('/sign-in/code?next=%2Finbox')
    expect(await sessions()).toBe(0)
    expect((await meOf(browser)).status).toBe(401)
    expect(whereTo(await giveCode(browser))).toBe('/inbox')
    expect(await sessions()).toBe(1)
    const opened = await db.auditEntry.findFirst({
      where: { subjectId: person.actor.id, action: 'session:open', refused: false },
    })
    expect(opened?.after).toEqual({ provider: 'company' })
  })

  test('the step before counts no more once the account is unlinked', async () => {
    const browser = new OidcBrowser()
    await browser.signIn('company')
    await db.identity.deleteMany({ where: { personId: person.actor.id } })
    expect(whereTo(await giveCode(browser))).toContain('error=expired')
    expect(await sessions()).toBe(0)
  })

  test('it is not asked for again where a trusted provider has asked for more than a password', async () => {
    server.amr = ['pwd', 'mfa']
    expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
    expect(await sessions()).toBe(1)
  })
})

describe('a way that is not the one that began', () => {
  const begun = async () => {
    account()
    const browser = new OidcBrowser()
    const address = await browser.throughProvider(whereTo(await browser.begin('company')))
    return { browser, address }
  }
  const people = () => db.person.count()

  test('counts in the browser only that began it, and once', async () => {
    const { browser, address } = await begun()
    const before = await people()
    expect(whereTo(await new OidcBrowser().comeBack(address))).toBe('/sign-in?error=sso-expired&next=%2F')
    const another = new OidcBrowser()
    await another.begin('company')
    expect(whereTo(await another.comeBack(address))).toContain('error=sso-refused')
    expect(await people()).toBe(before)
    const cookie = new Map(browser.jar)
    expect(whereTo(await browser.comeBack(address))).toBe('/inbox')
    expect(whereTo(await browser.comeBack(address))).toContain('error=sso-expired')
    const thief = new OidcBrowser()
    for (const [name, value] of cookie) thief.jar.set(name, value)
    expect(whereTo(await thief.comeBack(address))).toContain('error=sso-refused')
    expect(await people()).toBe(before + 1)
  })

  test('is refused with a changed state, code, issuer or place', async () => {
    const changes: ((address: URL) => void)[] = [
      (address) => {
        address.searchParams.set('state', 'x')
      },
      (address) => {
        address.searchParams.delete('state')
      },
      (address) => {
        address.searchParams.append('state', 'x')
      },
      (address) => {
        address.searchParams.set('code', 'x')
      },
      (address) => {
        address.searchParams.set('iss', other.issuer)
      },
      (address) => {
        address.searchParams.delete('iss')
      },
    ]
    for (const change of changes) {
      const { browser, address } = await begun()
      change(address)
      const before = await people()
      expect(whereTo(await browser.comeBack(address)), address.search).toContain('error=sso-refused')
      expect(await people()).toBe(before)
    }
    const { browser, address } = await begun()
    address.pathname = address.pathname.replace('company', 'guests')
    expect(whereTo(await browser.comeBack(address))).toContain('error=sso-expired')
  })

  test('is refused where the code was begun with another verifier', async () => {
    const { browser, address } = await begun()
    const second = new OidcBrowser()
    const fresh = new URL(whereTo(await second.begin('company')))
    // the code of one way with the state of another: only the proof key tells them apart
    address.searchParams.set('state', fresh.searchParams.get('state') ?? '')
    expect(whereTo(await second.comeBack(address))).toContain('error=sso-refused')
    expect(whereTo(await browser.signIn('company'))).toBe('/inbox')
  })
})

test('says what became of it: cancelled, no answer, no such provider', async () => {
  account()
  server.as = undefined
  expect(whereTo(await new OidcBrowser().signIn('company'))).toBe(
    '/sign-in?error=sso-cancelled&next=%2Finbox',
  )
  expect(whereTo(await new OidcBrowser().begin('gone'))).toBe('/sign-in?error=sso-unreachable&next=%2Finbox')
  expect(whereTo(await new OidcBrowser().begin('nobody'))).toContain('error=sso-refused')
})

test('leads to paths of ours only', async () => {
  account()
  expect(whereTo(await new OidcBrowser().signIn('company', 'https://evil.example'))).toBe('/')
  expect(whereTo(await new OidcBrowser().signIn('company', '//evil.example'))).toBe('/')
})
