import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { startDishonestIssuer } from '#tests/harness/dishonest-issuer.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'
import { startOidcServer } from '#tests/harness/oidc-server.ts'
import { makePerson } from '#tests/harness/people.ts'
import { listProviders } from './list-providers.ts'
import { testProvider } from './test-provider.ts'

const site = 'http://localhost:3000'
const server = await startOidcServer([`${site}/api/auth/single-sign-on/company/callback`])
const odd = await startDishonestIssuer()
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
  { id: 'odd', name: 'Odd', issuer: odd.issuer, clientId: 'formwork', clientSecret: 'never shown' },
  { id: 'gone', name: 'Gone', issuer: gone.issuer, clientId: 'formwork' },
])
afterAll(async () => {
  await server.stop()
  await odd.stop()
})

describe('administrators', () => {
  test('see the providers without their secrets, and who uses them', async () => {
    const admin = await makePerson({ roles: ['admin'], groups: ['finance'] })
    for (const sub of ['ana', 'ben', 'cy']) {
      server.accounts.set(sub, { sub, email: `${sub}@company.example`, email_verified: true })
      server.as = sub
      expect(whereTo(await new OidcBrowser().signIn('company'))).toBe('/inbox')
    }
    await db.person.update({ where: { email: 'cy@company.example' }, data: { active: false } })
    const list = await listProviders(admin.actor)
    expect(list).toMatchObject([
      {
        id: 'company',
        redirectAddress: `${site}/api/auth/single-sign-on/company/callback`,
        trusted: false,
        groups: [
          { value: 'dept-fin', group: 'finance', exists: true },
          { value: 'dept-none', group: 'nowhere', exists: false },
        ],
      },
      { id: 'odd', people: 0 },
      { id: 'gone' },
    ])
    expect(list[0]?.people).toBe(2)
    expect(JSON.stringify(list)).not.toMatch(/never shown|secret of the tests/)
    const engineer = await makePerson({ roles: ['engineer'] })
    await expect(listProviders(engineer.actor)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(testProvider(engineer.actor, 'company')).rejects.toMatchObject({ code: 'forbidden' })
  })

  const outcomes = async (id: string) => {
    const admin = await makePerson({ roles: ['admin'] })
    const { checks } = await testProvider(admin.actor, id)
    return checks.map(({ check, outcome, message }) => `${check} ${outcome}: ${message}`)
  }

  test('hear that a provider works, or that it does not answer', async () => {
    expect(await outcomes('company')).toEqual([
      `description passed: It calls itself ${server.issuer}, as the settings do.`,
      'keys passed: It has one key to sign with.',
      'proof-key passed: It takes the proof key (PKCE, S256).',
    ])
    expect(await outcomes('gone')).toEqual(['description failed: It cannot be reached (ECONNREFUSED).'])
    await expect(outcomes('nobody')).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each([
    [
      { issuer: 'https://login.example.com' },
      undefined,
      /^description failed: It calls itself .*another issuer/,
    ],
    [{ code_challenge_methods_supported: ['plain'] }, undefined, /^proof-key failed: /m],
    [{ code_challenge_methods_supported: undefined }, undefined, /^proof-key doubtful: /m],
    [{ jwks_uri: undefined }, undefined, /^keys failed: It does not say where/m],
    [{ jwks_uri: `${gone.issuer}/keys` }, undefined, /^keys failed: .*cannot be reached \(ECONNREFUSED\)/m],
    [{ jwks_uri: 'http://10.0.0.1/keys' }, undefined, /^keys failed: .*address that is private/m],
    [
      { jwks_uri: `${gone.issuer.replace('127.0.0.1', 'localhost')}/keys` },
      undefined,
      /^keys failed: .*address that is private/m,
    ],
    [{}, { keys: 'x'.repeat(2_000_000) }, /^keys failed: .*too long/m],
    [{}, { keys: [] }, /^keys failed: It publishes no key/m],
    [{}, { keys: [{ kty: 'RSA', use: 'enc' }] }, /^keys failed: It publishes no key/m],
    [{}, 'no keys', /^keys failed: It publishes no key/m],
  ])('hear what is wrong with %j %j', async (describe, keys, words) => {
    odd.describe = describe
    odd.keys = keys
    expect((await outcomes('odd')).join('\n')).toMatch(words)
  })
})
