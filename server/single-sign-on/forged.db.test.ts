import { afterAll, beforeEach, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { startDishonestIssuer, type Forgery } from '#tests/harness/dishonest-issuer.ts'
import { OidcBrowser, whereTo } from '#tests/harness/oidc-browser.ts'

const issuer = await startDishonestIssuer()
process.env.FORMWORK_OIDC = JSON.stringify([
  { id: 'odd', name: 'Odd', issuer: issuer.issuer, clientId: issuer.clientId, clientSecret: 'x' },
])
afterAll(() => issuer.stop())

beforeEach(async () => {
  await db.signInLimit.deleteMany()
})

const people = () => db.person.count({ where: { email: { contains: 'mallory' } } })
const long = 'x'.repeat(256)

const forgeries: [string, Forgery][] = [
  ['another issuer', (honest) => ({ claims: { ...honest, iss: 'https://login.example.com' } })],
  ['another audience', (honest) => ({ claims: { ...honest, aud: 'another' } })],
  ['another party', (honest) => ({ claims: { ...honest, aud: ['formwork', 'another'], azp: 'another' } })],
  ['another nonce', (honest) => ({ claims: { ...honest, nonce: 'another' } })],
  ['no nonce', (honest) => ({ claims: { ...honest, nonce: undefined } })],
  ['an end in the past', (honest) => ({ claims: { ...honest, exp: Number(honest.iat) - 60 } })],
  ['no end', (honest) => ({ claims: { ...honest, exp: undefined } })],
  ['no subject', (honest) => ({ claims: { ...honest, sub: undefined } })],
  ['a subject that is too long', (honest) => ({ claims: { ...honest, sub: long } })],
  ['a subject that looks like another', (honest) => ({ claims: { ...honest, sub: 'mallory ' } })],
  ['no signature', (claims) => ({ claims, header: { alg: 'none' } })],
  ['a signature of another kind', (claims) => ({ claims, header: { alg: 'HS256', kid: 'own' } })],
  ['a signature by another key', (claims) => ({ claims, foreignKey: true })],
  ['an unknown key', (claims) => ({ claims, header: { alg: 'RS256', kid: 'another' } })],
]

test.each(forgeries)('a token with %s lets nobody in', async (_, forge) => {
  issuer.forge = forge
  const browser = new OidcBrowser()
  expect(whereTo(await browser.signIn('odd'))).toBe('/sign-in?error=sso-refused&next=%2Finbox')
  expect([...browser.jar]).toEqual([])
  expect(await people()).toBe(0)
})

test('the same token as it should be lets in', async () => {
  issuer.forge = (claims) => ({ claims })
  expect(whereTo(await new OidcBrowser().signIn('odd'))).toBe('/inbox')
  expect(await people()).toBe(1)
})

test('what a provider calls people is bounded, and cannot turn a text round', async () => {
  issuer.forge = (honest) => ({
    claims: {
      ...honest,
      sub: 'odd',
      email: 'Odd-MALLORY@evil.example',
      name: `  A\u202E\u0000${'b'.repeat(500)}`,
    },
  })
  expect(whereTo(await new OidcBrowser().signIn('odd'))).toBe('/inbox')
  const { name } = await db.person.findUniqueOrThrow({ where: { email: 'odd-mallory@evil.example' } })
  expect(name).toMatch(/^A {2}b{100,}$/)
  expect(name.length).toBeLessThanOrEqual(200)
})
