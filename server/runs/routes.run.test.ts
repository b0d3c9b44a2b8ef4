import { beforeAll, expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { basicOf, makePerson, type PersonForTests } from '../../tests/harness/people.ts'
import { until } from '../../tests/harness/until.ts'
import { namespace, setUpRuns } from './testdata/fixture.ts'
import type { ExecutionView } from './view.ts'

const runs = setUpRuns()
let engineer: PersonForTests
let requester: PersonForTests

beforeAll(async () => {
  engineer = await makePerson({ roles: ['engineer'] })
  requester = await makePerson({ roles: ['requester'] })
  await runs.publish(`
id: rest
namespace: ${namespace}
inputs:
  - {id: who, type: STRING}
  - {id: count, type: INT, defaults: 3}
tasks:
  - {id: hello, type: return, format: "{{ inputs.who }} {{ inputs.count }}"}
  - {id: told, type: log, message: "said {{ outputs.hello.value }}"}
`)
})

async function call(method: string, path: string, more: { as?: PersonForTests; body?: BodyInit } = {}) {
  const headers = basicOf(more.as ?? engineer)
  const request = new Request(`http://localhost/api/v1${path}`, { method, headers, body: more.body })
  const response = await dispatch(request)
  const text = await response.text()
  return {
    status: response.status,
    text,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
  }
}

function form(values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return data
}

it('starts from a multipart body, waits, and shows execution, list and log', async () => {
  const started = await call('POST', `/main/executions/${namespace}/rest?wait=true&labels=team:sales`, {
    body: form({ who: 'Ana' }),
  })
  expect(started.status).toBe(200)
  const execution = started.body as ExecutionView
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.inputs).toEqual({ who: 'Ana', count: 3 })
  expect(execution.taskRunList[0]?.outputs).toEqual({ value: 'Ana 3' })
  const { id } = execution
  expect((await call('GET', `/executions/${id}`)).body).toMatchObject({
    id,
    labels: expect.arrayContaining([{ key: 'team', value: 'sales' }]),
  })
  expect((await call('GET', `/executions/search?filters[flowId][EQUALS]=rest&size=1`)).body).toMatchObject({
    total: 1,
    results: [{ id }],
  })
  expect((await call('GET', `/executions?namespace=${namespace}&flowId=rest`)).body).toMatchObject({
    total: 1,
  })
  expect((await call('GET', `/logs/${id}?minLevel=INFO`)).body).toMatchObject([
    { taskId: 'told', message: 'said Ana 3' },
  ])
  expect((await call('GET', `/logs/${id}/download`)).text).toMatch(/INFO told said Ana 3\n$/)
  expect((await call('DELETE', `/executions/${id}/actions/kill`)).status).toBe(409)
  expect((await call('DELETE', `/executions/${id}`)).status).toBe(204)
  expect((await call('GET', `/executions/${id}`)).status).toBe(404)
})

it('answers wrong calls with their reason', async () => {
  const missing = await call('POST', `/executions/${namespace}/rest`, { body: form({}) })
  expect(missing.status).toBe(422)
  expect(missing.text).toContain('Invalid input for `who`')
  const both = await call('POST', `/executions/${namespace}/rest`, { body: form({ count: 'many' }) })
  expect(both.body._embedded.errors).toHaveLength(2)
  expect((await call('POST', `/executions/${namespace}/none`, { body: form({}) })).status).toBe(404)
  expect(
    (await call('POST', `/executions/${namespace}/rest`, { as: requester, body: form({ who: 'x' }) })).status,
  ).toBe(403)
  expect((await call('GET', '/executions/search?colour=red')).status).toBe(422)
  expect((await call('GET', '/executions/search', { as: requester })).status).toBe(403)
  expect((await call('GET', '/executions/nothing')).status).toBe(404)
})

it('starts a flow that is named as a verb, and does the verb behind the id of an execution', async () => {
  await runs.publish(`
id: pause
namespace: ${namespace}
tasks:
  - {id: wait, type: sleep, duration: PT10M}
`)
  const started = await call('POST', `/executions/${namespace}/pause`, { body: form({}) })
  expect([started.status, started.body.flowId]).toEqual([200, 'pause'])
  const id = started.body.id as string
  await until(
    async () => (await call('GET', `/executions/${id}`)).body.state.current === 'RUNNING',
    'it runs',
  )
  expect((await call('POST', `/executions/${id}/pause`)).body).toMatchObject({ id, flowId: 'pause' })
  expect((await call('DELETE', `/executions/${id}/kill`)).status).toBe(202)
  expect((await call('POST', `/executions/${namespace}/resume`, { body: form({}) })).status).toBe(404)
})

it('keeps labels in their order: the flow’s, the call’s, its own', async () => {
  await runs.publish(`
id: labelled
namespace: ${namespace}
labels: {zebra: one, ape: two}
variables: {zebra: 1, ape: {yes: 2, a: 3}}
tasks:
  - {id: told, type: return, format: "{{ vars }}"}
`)
  const { body } = await call(
    'POST',
    `/executions/${namespace}/labelled?wait=true&labels=wolf:three&labels=b:four`,
  )
  const execution = body as ExecutionView
  expect(execution.labels.map(({ key }) => key)).toEqual([
    'zebra',
    'ape',
    'wolf',
    'b',
    'system.correlationId',
  ])
  expect(execution.taskRunList[0]?.outputs).toEqual({ value: '{"zebra":1,"ape":{"yes":2,"a":3}}' })
  const replayed = await call('POST', `/executions/${execution.id}/actions/replay`)
  expect((replayed.body as ExecutionView).labels.map(({ key }) => key).slice(0, 4)).toEqual([
    'zebra',
    'ape',
    'wolf',
    'b',
  ])
})
