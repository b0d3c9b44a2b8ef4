import { describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { createAccount } from '#server/service-accounts/save-account.ts'
import { makePerson } from '#tests/harness/people.ts'
import { createToken, listTokens } from './own-tokens.ts'
import { listTokensOf, revokeTokenOf } from './tokens-of-people.ts'

const engineer = (await makePerson({ roles: ['engineer'] })).actor
const admin = (await makePerson({ roles: ['admin'] })).actor

async function call(token: string, line: string, body?: unknown): Promise<Response> {
  const [method = 'GET', path = ''] = line.split(' ')
  return dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
}

describe('a token with a scope', () => {
  test('does what it names where it says, and nothing else of its owner', async () => {
    const { fullToken, permissions } = await createToken(engineer, {
      name: 'ci',
      permissions: ['flow:read', 'execution:create'],
      namespace: 'company.ci',
    })
    expect(permissions).toEqual(['flow:read', 'execution:create'])
    expect((await call(fullToken, 'GET /flows/search')).status).toBe(200)
    expect((await call(fullToken, 'GET /flows/company.ci/none')).status).toBe(404)
    for (const line of [
      'GET /kv',
      'GET /requests',
      'GET /notices',
      'GET /approvals',
      'GET /me/sessions',
      'PUT /me/password',
      'GET /me/api-tokens',
      'POST /me/api-tokens',
      'GET /users',
    ])
      expect((await call(fullToken, line)).status, line).toBe(403)
    const me = (await (await call(fullToken, 'GET /me')).json()) as { permissions: string[] }
    expect(me).toMatchObject({
      scope: { namespace: 'company.ci' },
      permissions: ['flow:read', 'execution:create'],
    })
  })

  test('cannot be made of what its owner lacks, nor by another such token', async () => {
    await expect(createToken(engineer, { name: 'x', permissions: ['user:read'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const local = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company.a' }] })).actor
    await expect(
      createToken(local, { name: 'x', permissions: ['flow:write'], namespace: 'company.b' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await createToken(local, { name: 'x', permissions: ['request:read'] })).toBeDefined()
    const { fullToken } = await createToken(engineer, { name: 'maker', permissions: ['token:write'] })
    expect((await call(fullToken, 'POST /me/api-tokens', { name: 'more' })).status).toBe(403)
  })

  test('loses what its owner loses', async () => {
    const { actor } = await makePerson({ roles: ['engineer'] })
    const { fullToken } = await createToken(actor, { name: 'x', permissions: ['flow:read'] })
    expect((await call(fullToken, 'GET /flows/search')).status).toBe(200)
    await db.roleBinding.deleteMany({ where: { personId: actor.id } })
    expect((await call(fullToken, 'GET /flows/search')).status).toBe(403)
  })
})

describe('an age', () => {
  test('ends a token; one that is extended lives on from its use, written down at most once a minute', async () => {
    const { fullToken, id } = await createToken(engineer, { name: 'x', maxAgeSeconds: 3600, extended: true })
    const soon = new Date(Date.now() + 60_000)
    await db.apiToken.update({ where: { id }, data: { expiresAt: soon } })
    await call(fullToken, 'GET /me')
    const first = await db.apiToken.findUniqueOrThrow({ where: { id } })
    expect(first.expiresAt?.getTime()).toBeGreaterThan(soon.getTime() + 3_000_000)
    await call(fullToken, 'GET /me')
    expect(await db.apiToken.findUniqueOrThrow({ where: { id } })).toEqual(first)
    await db.apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect((await call(fullToken, 'GET /me')).status).toBe(401)
    expect((await listTokens(engineer)).results.find((token) => token.id === id)).toMatchObject({
      expired: true,
    })
  })

  test('is an ISO 8601 duration of a second and up; what is wrong is said with its place', async () => {
    const { fullToken } = await createToken(engineer, { name: 'x' })
    const made = await call(fullToken, 'POST /me/api-tokens', { name: 'y', maxAge: 'P30D' })
    const answer = (await made.json()) as { iat: string; exp: string; prefix: string; fullToken: string }
    expect(Date.parse(answer.exp) - Date.parse(answer.iat)).toBeCloseTo(30 * 86_400_000, -4)
    expect(answer.fullToken.startsWith(answer.prefix)).toBe(true)
    for (const body of [
      { name: '' },
      { name: 'y', maxAge: 'soon' },
      { name: 'y', maxAge: '-P1D' },
      { name: 'y', maxAge: 'P9999W' },
      { name: 'y', extended: true },
      { name: 'y', permissions: [] },
      { name: 'y', permissions: ['all:of-it'] },
      { name: 'y', more: 1 },
    ])
      expect((await call(fullToken, 'POST /me/api-tokens', body)).status, JSON.stringify(body)).toBe(422)
  })
})

test('tokens of people are seen and revoked by who may', async () => {
  const { actor } = await makePerson()
  const { id, fullToken } = await createToken(actor, { name: 'lost' })
  await expect(listTokensOf(engineer, actor.id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revokeTokenOf(engineer, { personId: actor.id, id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await listTokensOf(admin, actor.id)).results.map((token) => token.name)).toEqual(['lost'])
  await expect(revokeTokenOf(admin, { personId: engineer.id, id })).rejects.toMatchObject({
    code: 'not-found',
  })
  const account = await createAccount(admin, { name: 'not a person' })
  await expect(listTokensOf(admin, account.id)).rejects.toMatchObject({ code: 'not-found' })
  await revokeTokenOf(admin, { personId: actor.id, id })
  expect((await call(fullToken, 'GET /me')).status).toBe(401)
})
