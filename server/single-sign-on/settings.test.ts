import { expect, test } from 'vitest'
import { readEnv } from '#server/env.ts'

const needed = {
  DATABASE_URL: 'postgresql://localhost/x',
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
}
const company = { id: 'company', name: 'Company', issuer: 'https://login.example.com', clientId: 'formwork' }
const read = (value: unknown) =>
  readEnv({ ...needed, FORMWORK_OIDC: typeof value === 'string' ? value : JSON.stringify(value) })
    .FORMWORK_OIDC

test('without it there is no provider', () => {
  expect(readEnv(needed).FORMWORK_OIDC).toEqual([])
})

test('what is left out is careful', () => {
  expect(read([company])).toEqual([
    { ...company, trusted: false, signUp: true, scopes: 'openid profile email', groups: {} },
  ])
})

test.each([
  ['{', 'FORMWORK_OIDC: must be a JSON list'],
  ['{}', 'FORMWORK_OIDC: must be a JSON list'],
  [[{ ...company, issuer: 'http://login.example.com' }], 'FORMWORK_OIDC.0.issuer: must be an https address'],
  [[{ ...company, issuer: 'https://login.example.com/?x=1' }], 'without a query'],
  [[{ ...company, id: 'Company A' }], 'FORMWORK_OIDC.0.id: must be 1 to 40'],
  [[company, { ...company, issuer: 'https://other.example.com' }], 'must not name an id twice'],
  [[company, { ...company, id: 'again' }], 'must not name an issuer twice'],
  [[{ ...company, scopes: 'email' }], 'FORMWORK_OIDC.0.scopes: must have openid'],
  [[{ ...company, groups: { a: 'b' } }], 'FORMWORK_OIDC.0.groupsClaim: is needed'],
  [[{ ...company, domains: ['@example.com'] }], 'FORMWORK_OIDC.0.domains.0: must be a domain'],
  [[{ ...company, clientSecret: 7, secret: 'hunter2' }], 'FORMWORK_OIDC.0'],
])('%j is refused in words', (value, message) => {
  expect(() => read(value)).toThrow(message)
  expect(() => read(value)).not.toThrow('hunter2')
})

test('http is let on this machine', () => {
  for (const issuer of ['http://localhost:4000', 'http://127.0.0.1:4000/x', 'http://[::1]:4000'])
    expect(read([{ ...company, issuer }])).toHaveLength(1)
  expect(() => read([{ ...company, issuer: 'http://127.0.0.1.evil.example' }])).toThrow('https')
})
