import { beforeEach, describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { contentOf } from '#server/mail/words.ts'
import { updatePerson } from '#server/people/change-people.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'
import { startOidcProviders } from '#tests/harness/oidc-providers.ts'
import { makePerson } from '#tests/harness/people.ts'

const site = 'http://localhost:3000'
// where it goes does not matter here: it is written, and not sent
process.env.FORMWORK_SMTP_URL = 'smtp://127.0.0.1:2525'
process.env.FORMWORK_MAIL_FROM = 'formwork@company.example'
const { company, account } = await startOidcProviders()

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
    expect(person).toMatchObject({ name: `Name of ${sub}`, passwordHash: null, active: true })
    expect(person.roleBindings.map(({ role }) => role)).toEqual(['requester'])
    expect(person.identities).toMatchObject([{ issuer: company.issuer, subject: sub, email }])
    expect(await meOf(browser)).toMatchObject({ status: 200, id: person.id })
    const actions = await db.auditEntry.findMany({ where: { subjectId: person.id }, orderBy: { id: 'asc' } })
    expect(actions.map(({ action }) => action)).toEqual(['user:create', 'identity:link', 'session:open'])
    expect(actions.at(-1)?.after).toEqual({ provider: 'company' })

    company.accounts.set(sub, { sub, email: `new-${email}`, email_verified: true, name: 'Married Now' })
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
      company.accounts.set(sub, { sub, name: 'N', ...claims })
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
    const mails = await db.mail.findMany({ where: { personId: person.actor.id, kind: 'identity-linked' } })
    expect(mails).toMatchObject([{ address: person.email, data: { provider: 'Company' } }])
    const { kind, data } = {
      kind: 'identity-linked' as const,
      data: { at: '2026-01-01T10:00:00Z', provider: 'Company' },
    }
    const { subject, paragraphs } = contentOf(
      { kind, data },
      { name: 'Ana', timeZone: 'UTC', language: 'en' },
    )
    expect([subject, ...paragraphs].join(' ')).toMatch(/at Company was linked.* from an unknown device/)
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
    expect(await groups(email)).toEqual([['finance', company.issuer, false]])
    const { id } = await personOf(email)
    await db.groupMember.create({ data: { personId: id, groupId: 'choir', owner: true } })
    company.accounts.set(sub, { sub, email, groups: 'dept-ops' })
    await browser.signIn('company')
    expect(await groups(email)).toEqual([
      ['choir', null, true],
      ['operations', company.issuer, false],
    ])
    expect((await meOf(browser)).groups?.map(({ slug }) => slug)).toEqual(['choir', 'operations'])
    company.accounts.set(sub, { sub, email })
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
    company.accounts.set(sub, { sub, email })
    expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
    expect(await groups(email)).toEqual([['admins', company.issuer, false]])
  })
})

test('the manager follows the claim, by mail address or subject; a circle is left out', async () => {
  const boss = account()
  await new OidcBrowser().signIn('company')
  const worker = account({ boss: boss.sub })
  await new OidcBrowser().signIn('company')
  const ids = { boss: (await personOf(boss.email)).id, worker: (await personOf(worker.email)).id }
  expect((await personOf(worker.email)).managerId).toBe(ids.boss)
  company.accounts.set(boss.sub, { ...boss, boss: worker.email.toUpperCase() })
  company.as = boss.sub
  expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
  expect((await personOf(boss.email)).managerId).toBeNull()
  const third = account({ boss: worker.email.toUpperCase() })
  await new OidcBrowser().signIn('company')
  expect((await personOf(third.email)).managerId).toBe(ids.worker)
})
