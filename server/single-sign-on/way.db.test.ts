import { Secret, TOTP } from 'otpauth'
import { beforeEach, describe, expect, test } from 'vitest'
import { POST as secondForm } from '#app/api/auth/second-factor/route.ts'
import { db } from '#server/db.ts'
import { confirmSecondFactor, setUpSecondFactor } from '#server/second-factor/set-up.ts'
import { actorOf } from '#server/session.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'
import { startOidcProviders } from '#tests/harness/oidc-providers.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'

const site = 'http://localhost:3000'
const { company, guests, account } = await startOidcProviders()

beforeEach(async () => {
  await db.signInLimit.deleteMany()
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
    expect(await actorOf(new Request(site, { headers: browser.headers }))).toBeNull()
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
    company.amr = ['pwd', 'mfa']
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
        address.searchParams.set('iss', guests.issuer)
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
  company.as = undefined
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
