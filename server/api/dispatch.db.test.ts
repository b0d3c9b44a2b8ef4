import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { openSession } from '#server/people/sessions.ts'
import { setCookieLine } from '#server/session.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { dispatch } from './dispatch.ts'

const site = 'http://localhost:3000'
let admin: PersonForTests
let cookie: string

beforeAll(async () => {
  admin = await makePerson({ roles: ['admin'] })
  cookie = (await setCookieLine(await openSession(admin.actor.id, {}))).split(';')[0] ?? ''
})

interface Wish {
  method?: string
  headers?: Record<string, string>
  body?: string
}

function call(path: string, { method = 'GET', headers, body }: Wish = {}): Promise<Response> {
  return dispatch(new Request(`${site}${path}`, { method, body, headers: headers ?? basicOf(admin) }))
}

function makeGroup(slug: string, more: Record<string, string> = basicOf(admin)): Promise<Response> {
  const body = JSON.stringify({ slug, name: slug })
  return call('/api/v1/groups', { method: 'POST', headers: more, body })
}

describe('addresses', () => {
  test('are the same with and without the tenant', async () => {
    for (const prefix of ['/api/v1', '/api/v1/main']) {
      const response = await call(`${prefix}/me`)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ id: admin.actor.id, email: admin.email })
    }
  })

  test('that are unknown or malformed are 404, another method 405', async () => {
    for (const path of [
      '/api/v1',
      '/api/v1/nothing',
      '/api/v1/mainstream',
      '/api/v1/users/%zz',
      '/api/v1/users/%00',
    ])
      expect((await call(path)).status).toBe(404)
    const response = await call('/api/v1/users', { method: 'DELETE' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST')
  })

  test('take no lists in one another that no stack holds', async () => {
    const body = `{"slug":"deep","name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const response = await call('/api/v1/groups', { method: 'POST', headers: basicOf(admin), body })
    expect(response.status).toBe(422)
  })

  test('answer with the headers of data and a number of the call', async () => {
    const response = await call('/api/v1/me')
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{16}$/)
  })

  test('of the settings need no one, and answer to HEAD', async () => {
    const response = await call('/api/v1/configs', { headers: {} })
    expect(await response.json()).toMatchObject({ edition: 'OSS' })
    expect((await call('/api/v1/configs', { method: 'HEAD', headers: {} })).status).toBe(200)
  })
})

describe('a change by cookie', () => {
  test('passes with the header and our own origin', async () => {
    const headers = { cookie, origin: site, 'x-formwork-csrf': '1' }
    expect((await makeGroup('by-cookie', headers)).status).toBe(200)
    const { origin: _, ...withoutOrigin } = headers
    expect((await makeGroup('by-program', withoutOrigin)).status).toBe(200)
  })

  test('is refused without the header, or from another origin', async () => {
    const refused: Record<string, string>[] = [
      { cookie },
      { cookie, origin: site },
      { cookie, origin: 'https://evil.example', 'x-formwork-csrf': '1' },
      { cookie, origin: 'null', 'x-formwork-csrf': '1' },
      { cookie, 'sec-fetch-site': 'cross-site', 'x-formwork-csrf': '1' },
    ]
    for (const headers of refused) expect((await makeGroup('forged', headers)).status).toBe(403)
    expect(await db.group.count({ where: { slug: 'forged' } })).toBe(0)
  })

  test('needs neither for reading', async () => {
    expect((await call('/api/v1/me', { headers: { cookie, origin: 'https://evil.example' } })).status).toBe(
      200,
    )
  })
})

describe('bodies', () => {
  test('that are no JSON, not whole or too large are refused with the place', async () => {
    const post = (body: string) => call('/api/v1/users', { method: 'POST', headers: basicOf(admin), body })
    const garbled = await post('{"email":')
    expect(garbled.status).toBe(422)
    expect(await garbled.json()).toMatchObject({ message: 'The body is not valid JSON.' })
    const wrong = await post('{"email":"no","name":"","admin":true}')
    expect(wrong.status).toBe(422)
    const { _embedded } = (await wrong.json()) as { _embedded: { errors: { path: string }[] } }
    expect(_embedded.errors.map((error) => error.path)).toEqual(expect.arrayContaining(['email', 'name']))
    expect((await post('')).status).toBe(422)
    expect((await post(`"${'x'.repeat(3_000_000)}"`)).status).toBe(413)
    expect((await post('{"email":"a@test.example","name":"\\u0000"}')).status).toBe(422)
    expect((await post('{"email":"a@test.example","name":"\\ud800"}')).status).toBe(422)
  })

  test('queries are read by their schema', async () => {
    expect((await call('/api/v1/users?size=1000')).status).toBe(422)
    expect((await call('/api/v1/users?unknown=1')).status).toBe(422)
    expect((await call('/api/v1/users?after=bm9uZQ')).status).toBe(422)
  })
})

describe('an idempotency key', () => {
  const keyed = (key: string) => ({ ...basicOf(admin), 'idempotency-key': key })

  test('gives the first answer again, at the same time too', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => makeGroup('once', keyed('k1'))))
    answers.push(await makeGroup('once', keyed('k1')))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
    expect(new Set(ids).size).toBe(1)
    expect((await makeGroup('once')).status).toBe(409)
  })

  test('is refused for another call', async () => {
    await makeGroup('first', keyed('k2'))
    expect((await makeGroup('second', keyed('k2'))).status).toBe(422)
    expect((await makeGroup('third', keyed('x'.repeat(201)))).status).toBe(422)
  })

  test('may be used again after a refusal', async () => {
    expect((await makeGroup('NOT A SLUG', keyed('k3'))).status).toBe(422)
    expect((await makeGroup('a-slug', keyed('k3'))).status).toBe(200)
  })

  test('keeps no password', async () => {
    const body = JSON.stringify({ email: 'new@test.example', name: 'New' })
    const response = await call('/api/v1/users', { method: 'POST', headers: keyed('k4'), body })
    expect(await response.json()).toMatchObject({ password: expect.any(String) })
    expect(await db.idempotentAnswer.count({ where: { key: 'k4' } })).toBe(0)
  })
})

test('who calls without end is told when to go on', async () => {
  let last: Response | undefined
  for (let i = 0; i < 700 && last?.status !== 429; i++) last = await call('/api/v1/me', { headers: {} })
  expect(last?.status).toBe(429)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await call('/api/v1/me')).status).toBe(200)
})
