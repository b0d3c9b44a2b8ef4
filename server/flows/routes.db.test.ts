import { beforeAll, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'

let engineer: { authorization: string }
let requester: { authorization: string }

beforeAll(async () => {
  engineer = basicOf(await makePerson({ roles: ['engineer'] }))
  requester = basicOf(await makePerson())
})

const source = `id: rest
namespace: company.team
labels:
  team: a
tasks:
  - id: check
    type: if
    condition: "{{ true }}"
    then:
      - id: hello
        type: io.kestra.plugin.core.log.Log
        message: hello
`

async function call(method: string, path: string, more: { body?: string; type?: string; as?: object } = {}) {
  const { body, type = 'application/x-yaml', as = engineer } = more
  const headers = { ...as, 'content-type': type }
  const response = await dispatch(
    new Request(`http://localhost/api/v1/main${path}`, { method, headers, body }),
  )
  const text = await response.text()
  const answer: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, answer }
}

test('flows are created, read, saved, listed and deleted in the shapes of Kestra', async () => {
  expect(await call('POST', '/flows', { body: source })).toMatchObject({
    status: 200,
    answer: {
      id: 'rest',
      revision: 1,
      labels: [{ key: 'team', value: 'a' }],
      tasks: [
        {
          id: 'check',
          type: 'if',
          condition: '{{ true }}',
          then: [{ id: 'hello', type: 'io.kestra.plugin.core.log.Log', message: 'hello' }],
        },
      ],
      deleted: false,
      disabled: false,
      source,
    },
  })
  const again = await call('POST', '/flows', { body: source })
  expect(again).toMatchObject({ status: 422, answer: { message: expect.stringContaining('exist') } })
  const saved = await call('PUT', '/flows/company.team/rest', { body: source.replace('hello\n', 'bye\n') })
  expect(saved).toMatchObject({ status: 200, answer: { revision: 2 } })
  const stale = await call('PUT', '/flows/company.team/rest?expectedRevision=1', { body: source })
  expect(stale.status).toBe(409)
  expect(await call('GET', '/flows/company.team/rest?source=true&revision=1')).toMatchObject({
    answer: { source },
  })
  expect((await call('GET', '/flows/company.team/rest')).answer).not.toHaveProperty('source')
  expect(await call('GET', '/flows/company.team')).toMatchObject({ answer: [{ id: 'rest', revision: 2 }] })
  const found = await call('GET', '/flows/search?filters[namespace][PREFIX]=company&filters[q][EQUALS]=res')
  expect(found).toMatchObject({ status: 200, answer: { total: 1, results: [{ id: 'rest' }] } })
  expect((await call('GET', '/flows/search?filters[colour][EQUALS]=red')).status).toBe(422)
  expect((await call('GET', '/flows/search?sort=colour:asc')).status).toBe(422)
  expect(await call('GET', '/flows/company.team/rest/revisions')).toMatchObject({
    answer: [{ revision: 2 }, { revision: 1 }],
  })
  expect((await call('DELETE', '/flows/company.team/rest')).status).toBe(204)
  expect((await call('GET', '/flows/company.team/rest')).status).toBe(404)
})

test('a flow as JSON is kept as YAML', async () => {
  const flow = { id: 'json', namespace: 'company.team', tasks: [{ id: 'a', type: 'log', message: 'x' }] }
  const made = await call('POST', '/flows', { body: JSON.stringify(flow), type: 'application/json' })
  expect(made).toMatchObject({ status: 200, answer: { source: expect.stringContaining('id: json\n') } })
  const broken = await call('POST', '/flows', { body: '{"id": ', type: 'application/json' })
  expect(broken.status).toBe(422)
})

test('validate answers for each document with constraints and places; errors of a save carry them too', async () => {
  const wrong = source.replace('type: if', 'type: iff')
  expect(await call('POST', '/flows/validate', { body: `${source}---\n${wrong}` })).toMatchObject({
    status: 200,
    answer: [
      { index: 0, flow: 'rest', namespace: 'company.team' },
      {
        index: 1,
        constraints: expect.stringContaining('iff'),
        problems: expect.arrayContaining([expect.objectContaining({ code: 'unknown-type' })]),
      },
    ],
  })
  expect(await call('POST', '/flows', { body: wrong.replace('id: rest', 'id: wrong') })).toMatchObject({
    status: 422,
    answer: {
      _embedded: {
        errors: expect.arrayContaining([expect.objectContaining({ line: 7, path: 'tasks[0].type' })]),
      },
    },
  })
})

test('a requester is refused at each of them', async () => {
  const as = requester
  expect((await call('POST', '/flows', { body: source, as })).status).toBe(403)
  expect((await call('GET', '/flows/search', { as })).status).toBe(403)
  expect((await call('GET', '/flows/company.team/json', { as })).status).toBeGreaterThanOrEqual(403)
  expect((await call('DELETE', '/flows/company.team/json', { as })).status).toBeGreaterThanOrEqual(403)
  expect((await call('POST', '/flows/validate', { body: source, as })).status).toBe(403)
})
