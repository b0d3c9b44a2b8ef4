import { expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'

const engineer = basicOf(await makePerson({ roles: ['engineer'] }))

async function call(method: string, path: string, body?: string) {
  const request = new Request(`http://localhost/api/v1${path}`, { method, headers: engineer, body })
  const response = await dispatch(request)
  const text = await response.text()
  return { status: response.status, answer: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

test('keys are listed page by page, by filters; a cursor is refused', async () => {
  const place = '/namespaces/company.rest/kv'
  const written = await call('PUT', `${place}/rate?ttl=P1D&description=F%C3%BCr%20alle`, '19.5')
  expect(written.status).toBeLessThan(300)
  await call('PUT', `${place}/name`, '"Ana"')
  expect(await call('GET', '/kv?namespace=company.rest&size=50&sort=key%3Aasc')).toMatchObject({
    status: 200,
    answer: { total: 2, results: [{ key: 'name' }, { key: 'rate', description: 'Für alle' }] },
  })
  const above = 'filters[namespace][IN]=company,company.rest&filters[type][EQUALS]=NUMBER'
  expect(await call('GET', `/kv?${above}`)).toMatchObject({
    answer: { total: 1, results: [{ key: 'rate', expirationDate: expect.any(String) }] },
  })
  expect((await call('GET', '/kv?after=x')).status).toBe(422)
})

test('lines of all logs are listed without a cursor', async () => {
  expect(await call('GET', '/logs/search?size=10')).toMatchObject({ status: 200, answer: { results: [] } })
  expect((await call('GET', '/logs/search?after=x')).status).toBe(422)
})
