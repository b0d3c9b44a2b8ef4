import { beforeAll, describe, expect, test } from 'vitest'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { guardOutputs } from '#server/tasks/outputs.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { deleteSecret, describeSecret, setSecret } from './change-secrets.ts'
import { inheritedSecrets, searchSecrets } from './read-secrets.ts'
import { unseal, isSealed, sealedFrom } from './seal.ts'
import { secretUsage } from './usage.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const person = await makePerson({ roles: ['engineer'] })
const engineer = person.actor
const ofTeam = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company.team' }] })).actor
const requester = (await makePerson({ roles: ['requester', 'approver'] })).actor

const value = 'very-secret-value'
const owner = (namespace: string) => ({ executionId: 'e', namespace, flowId: 'f' })
async function rendered(namespace: string, template: string) {
  const rendering = new Rendering(owner(namespace))
  const text = await renderAsync(template, await rendering.scope({}, template), rendering.functions)
  return { text, shown: rendering.mask.json(text), kept: guardOutputs(text, rendering.mask) }
}

async function call(method: string, path: string, body?: unknown) {
  const request = new Request(`http://localhost/api/v1/main${path}`, {
    method,
    headers: { ...basicOf(person), 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const response = await dispatch(request)
  const text = await response.text()
  return { status: response.status, text, answer: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

describe('a secret over REST', () => {
  test('is set, listed, described and deleted; its value is in no answer, row or audit entry', async () => {
    const tags = [{ key: 'team', value: 'pay' }]
    const place = '/namespaces/company.rest/secrets'
    const set = await call('PUT', place, { key: 'TOKEN', value, description: 'Für alle', tags })
    expect(set).toMatchObject({ status: 200, answer: [{ key: 'TOKEN', description: 'Für alle', tags }] })
    const listed = await call('GET', `${place}?size=10&filters[q][EQUALS]=tok`)
    expect(listed).toMatchObject({ status: 200, answer: { readOnly: false, total: 1 } })
    expect(await call('GET', `/secrets?filters[namespace][EQUALS]=company.rest`)).toMatchObject({
      answer: { total: 1, results: [{ namespace: 'company.rest', key: 'TOKEN' }] },
    })
    const described = await call('PATCH', `${place}/TOKEN`, { key: 'TOKEN', tags: [], description: 'New' })
    expect(described).toMatchObject({ status: 200, answer: [{ description: 'New', tags: [] }] })
    const line = await call('GET', '/namespaces/company.rest.sub/inherited-secrets')
    expect(line.answer).toEqual({ 'company.rest.sub': [], 'company.rest': ['TOKEN'], company: [] })
    expect([set, listed, described, line].map(({ text }) => text).join()).not.toContain(value)
    const rows = await db.$queryRaw<unknown[]>`SELECT * FROM "Secret"`
    expect(JSON.stringify(rows)).not.toContain(value)
    expect((await call('DELETE', `${place}/TOKEN`)).status).toBe(204)
    expect((await call('DELETE', `${place}/TOKEN`)).status).toBe(404)
    const { results } = await listAudit(admin, { subjectType: 'secret', size: 10 })
    expect(results.map(({ action }) => action)).toEqual(['secret:delete', 'secret:describe', 'secret:set'])
    expect(results.at(-1)?.after).toMatchObject({ value: '********', description: 'Für alle' })
    expect(JSON.stringify(results)).not.toContain(value)
  })

  test.each([
    ['PUT', '', { key: 'A B', value }],
    ['PUT', '', { key: 'A', value: '' }],
    ['PUT', '', { key: 'A', value, more: 1 }],
    ['PUT', '', { key: 'A', value: 'x'.repeat(100_001) }],
    ['PATCH', '/A', { key: 'B', tags: [] }],
    ['GET', '?filters[value][EQUALS]=x', undefined],
  ])('is refused where it is wrong: %s %s', async (method, path, body) => {
    expect((await call(method, `/namespaces/company.rest/secrets${path}`, body)).status).toBe(422)
  })

  test('of one name set by many at once is one secret', async () => {
    const place = { namespace: 'company.rest', key: 'MANY' }
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => setSecret(engineer, { ...place, value: `value-${n}` })),
    )
    const row = await db.secret.findUniqueOrThrow({ where: { namespace_key: place } })
    expect(unseal(sealedFrom(row.value))).toMatch(/^value-\d$/)
  })

  test('is closed to who builds nothing, and to who builds elsewhere', async () => {
    const refused = { code: expect.stringMatching(/forbidden|not-found/) }
    const place = { namespace: 'company.rest', key: 'MANY' }
    for (const actor of [requester, ofTeam]) {
      await expect(setSecret(actor, { ...place, value })).rejects.toMatchObject(refused)
      await expect(describeSecret(actor, { ...place, tags: [] })).rejects.toMatchObject(refused)
      await expect(deleteSecret(actor, place)).rejects.toMatchObject(refused)
      await expect(inheritedSecrets(actor, place.namespace)).rejects.toMatchObject(refused)
      await expect(secretUsage(actor, place.namespace)).rejects.toMatchObject(refused)
      const search = searchSecrets(actor, { page: 1, size: 10, filters: [], namespace: place.namespace })
      await expect(search).rejects.toMatchObject(refused)
    }
    await setSecret(ofTeam, { namespace: 'company.team.a', key: 'OWN', value })
    const seen = await searchSecrets(ofTeam, { page: 1, size: 10, filters: [] })
    expect(seen.results.map(({ key }) => key)).toEqual(['OWN'])
    await expect(searchSecrets(requester, { page: 1, size: 1, filters: [] })).rejects.toMatchObject(refused)
  })
})

describe('a secret in a flow', () => {
  beforeAll(async () => {
    await setSecret(engineer, { namespace: 'shop', key: 'KEY', value: 'shop-wide-secret' })
    await setSecret(engineer, { namespace: 'shop.eu', key: 'KEY', value: 'europe-secret' })
    process.env.SECRET_KEY = Buffer.from('from-outside').toString('base64')
  })

  test.each([
    ['shop.eu.de', 'europe-secret'],
    ['shop.us', 'shop-wide-secret'],
    ['bank', 'from-outside'],
  ])('of %s is the nearest one, else the installation’s, and is hidden', async (namespace, wanted) => {
    const { text, shown, kept } = await rendered(namespace, "a {{ secret('KEY') }} b")
    expect([text, shown, isSealed(kept)]).toEqual([`a ${wanted} b`, 'a ******** b', true])
  })

  test('may be one of another namespace of the tree, or a part of a JSON map', async () => {
    const json = JSON.stringify({ user: 'ana', password: 'part-of-a-secret' })
    await setSecret(engineer, { namespace: 'shop.eu', key: 'DB', value: json })
    const { text, shown } = await rendered(
      'shop.us',
      "{{ secret('DB', namespace='shop.eu', subkey='password') }}",
    )
    expect([text, shown]).toEqual(['part-of-a-secret', '********'])
    await expect(rendered('bank', "{{ secret('KEY', 'shop') }}")).rejects.toThrow('may not use the secrets')
    await expect(rendered('shop.eu', "{{ secret('DB', subkey='none') }}")).rejects.toThrow('`none`')
    await expect(rendered('shop.eu', "{{ secret('KEY', subkey='a') }}")).rejects.toThrow('no JSON map')
  })

  test('that nobody has is named with what to do', async () => {
    await expect(rendered('shop', "{{ secret('NONE') }}")).rejects.toThrow(
      'There is no secret `NONE` in the namespace shop or above it',
    )
  })

  test('is hidden where it comes by another way, its namespace’s and those above it', async () => {
    const { shown, kept } = await rendered('shop.eu', 'met europe-secret and shop-wide-secret')
    expect(shown).toBe('met ******** and ********')
    expect(isSealed(kept)).toBe(true)
    expect((await rendered('bank', 'met europe-secret')).shown).toBe('met europe-secret')
    await setSecret(engineer, { namespace: 'shop.eu', key: 'NEW', value: 'just-now-set' })
    expect((await rendered('shop.eu', 'met just-now-set')).shown).toBe('met ********')
  })

  test('shorter than six characters is hidden where it is all of a text', async () => {
    await setSecret(engineer, { namespace: 'shop', key: 'PIN', value: '4711' })
    expect((await rendered('shop', "{{ secret('PIN') }}")).shown).toBe('********')
  })
})

test('flows that name a secret are found, wherever in them', async () => {
  await saveFlow(
    engineer,
    `id: uses
namespace: shop.eu
variables: { a: "{{ secret(key='KEY') }}" }
tasks:
  - { id: one, type: log, message: "{% if true %}{{ secret('DB') | upper }}{% endif %}" }
`,
  )
  const flow = { namespace: 'shop.eu', id: 'uses' }
  expect(await secretUsage(engineer, 'shop')).toEqual({ DB: [flow], KEY: [flow] })
  expect(await secretUsage(engineer, 'shop.us')).toEqual({})
})
