import { beforeAll, describe, expect, test } from 'vitest'
import type { State } from '#engine/flow/flow.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'

let engineer: PersonForTests
let elsewhere: PersonForTests
let requester: PersonForTests

const source = (id: string, more = '') => `id: ${id}
namespace: company.read
${more}
inputs: [{ id: who, type: STRING }]
variables: { hidden: yes }
tasks:
  - id: group
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - { id: say, type: io.kestra.plugin.core.log.Log, message: not for all }
      - { id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: company.read, flowId: other }
triggers:
  - { id: hourly, type: io.kestra.plugin.core.trigger.Schedule, cron: '0 * * * *', inputs: { who: x } }
`

async function insert(id: string, state: State, { seconds, ...more }: { seconds: number; trigger?: object }) {
  const createdAt = new Date(Date.now() - 60_000 + seconds * 1000)
  await db.execution.create({
    data: {
      id,
      namespace: 'company.read',
      flowId: 'whole',
      flowRevision: 1,
      state,
      inputs: {},
      labels: { zebra: 'first', ape: '=second' },
      histories: [{ state, date: createdAt.toISOString() }],
      createdAt,
      endedAt: state === 'RUNNING' ? null : new Date(createdAt.getTime() + 2000),
      ...more,
    },
  })
}

beforeAll(async () => {
  engineer = await makePerson({ roles: ['engineer'] })
  elsewhere = await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })
  requester = await makePerson()
  await saveFlow(systemActor, source('whole'))
  await saveFlow(systemActor, source('whole', 'description: the second'))
  await saveFlow(systemActor, source('switched-off', 'disabled: true'))
  await insert('one', 'SUCCESS', { seconds: 1 })
  await insert('two', 'FAILED', { seconds: 2, trigger: { id: 'hourly', type: 'schedule', variables: {} } })
  await insert('three', 'RUNNING', { seconds: 3 })
})

async function call(path: string, as = engineer, body?: unknown) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const headers = { ...basicOf(as), 'content-type': 'application/json' }
  const response = await dispatch(new Request(`http://localhost/api/v1${path}`, { ...init, headers }))
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined }
}

describe('a flow for those who only start it', () => {
  test('shows what it asks and is made of, by the names that the author gave, and no more', async () => {
    const { body } = await call('/executions/flows/company.read/whole?revision=1')
    expect(body).toEqual({
      id: 'whole',
      namespace: 'company.read',
      revision: 1,
      inputs: [{ id: 'who', type: 'STRING', required: true }],
      tasks: [
        {
          id: 'group',
          type: 'io.kestra.plugin.core.flow.Sequential',
          tasks: [
            { id: 'say', type: 'io.kestra.plugin.core.log.Log' },
            {
              id: 'call',
              type: 'io.kestra.plugin.core.flow.Subflow',
              subflowId: { namespace: 'company.read', flowId: 'other' },
            },
          ],
        },
      ],
      triggers: [{ id: 'hourly', type: 'io.kestra.plugin.core.trigger.Schedule' }],
      disabled: false,
      deleted: false,
      draft: false,
    })
    expect((await call('/executions/one/flow')).body).toMatchObject({ id: 'whole', revision: 1 })
  })

  test('stands in the list of its namespace unless it is switched off', async () => {
    const { body } = await call('/executions/namespaces/company.read/flows')
    expect(body).toMatchObject([{ id: 'whole', revision: 2 }])
    expect((await call('/executions/namespaces')).body).toEqual(['company.read'])
    expect((await call('/executions/namespaces', elsewhere)).body).toEqual([])
  })

  test('is closed to others', async () => {
    expect((await call('/executions/flows/company.read/whole', elsewhere)).status).toBe(403)
    expect((await call('/executions/namespaces/company.read/flows', elsewhere)).status).toBe(403)
    expect((await call('/executions/one/flow', elsewhere)).status).toBe(404)
    expect((await call('/executions/namespaces', requester)).status).toBe(403)
  })
})

test('the newest execution of flows is told, as far as one may see it', async () => {
  const wanted = [
    { namespace: 'company.read', id: 'whole' },
    { namespace: 'company.read', id: 'never' },
  ]
  expect((await call('/executions/latest', engineer, wanted)).body).toEqual([
    {
      id: 'three',
      namespace: 'company.read',
      flowId: 'whole',
      startDate: expect.any(String),
      status: 'RUNNING',
    },
  ])
  expect((await call('/executions/latest', elsewhere, wanted)).body).toEqual([])
})

test('an average is made of those that succeeded', async () => {
  const path = '/executions/namespaces/company.read/flows/whole/average-duration'
  expect((await call(path)).body).toEqual({ avgDurationMs: 2000, count: 1 })
  expect((await call(path.replace('whole', 'never'))).body).toEqual({ count: 0 })
  expect((await call(path, elsewhere)).status).toBe(404)
})

test('values of a field are listed once, by any spelling of its name, within the filters', async () => {
  const values = async (query: string) => (await call(`/executions/distinct-field-values?${query}`)).body
  expect(await values('field=STATE')).toEqual(['FAILED', 'RUNNING', 'SUCCESS'])
  expect(await values('field=flowId&filters[state][EQUALS]=FAILED')).toEqual(['whole'])
  expect(await values('field=TRIGGER_ID')).toEqual(['hourly'])
  expect(await values('field=state&size=1')).toEqual(['FAILED'])
  expect((await call('/executions/distinct-field-values?field=inputs')).status).toBe(422)
  expect((await call('/executions/distinct-field-values?field=state', elsewhere)).body).toEqual([])
})

test('executions are exported, labels in their order, nothing that a spreadsheet would compute', async () => {
  const { text } = await call('/executions/export/by-query/csv?filters[state][IN]=FAILED,SUCCESS')
  const [head, ...lines] = text.trimEnd().split('\r\n')
  expect(head).toMatch(/^id,namespace,flowId,/)
  expect(lines.map((line) => line.split(',')[0])).toEqual(['two', 'one'])
  expect(lines[0]).toContain('zebra:first ape:=second')
  expect((await call('/executions/export/by-query/csv?colour=red')).status).toBe(422)
  expect((await call('/executions/export/by-query/csv', requester)).status).toBe(403)
})

test('filters may be grouped', async () => {
  const found = async (query: string) =>
    ((await call(`/executions/search?${query}`)).body.results as { id: string }[]).map(({ id }) => id)
  expect(await found('filters[or][0][state][EQUALS]=FAILED&filters[or][1][executionId][EQUALS]=one')).toEqual(
    ['two', 'one'],
  )
  const nested = 'filters[or][0][and][0][state][EQUALS]=FAILED&filters[or][0][and][1][flowId][EQUALS]=none'
  expect(await found(`${nested}&filters[or][1][state][EQUALS]=RUNNING`)).toEqual(['three'])
  expect(await found('filters[kind][EQUALS]=TEST')).toEqual([])
  expect(await found('filters[scope][EQUALS]=USER&filters[triggerId][EQUALS]=hourly')).toEqual(['two'])
  expect((await call('/executions/search?filters[or][0][colour][EQUALS]=red')).status).toBe(422)
})

test('breakpoints are refused with the reason', async () => {
  const resumed = await call('/executions/two/actions/resume-from-breakpoint', engineer, {})
  expect([resumed.status, resumed.text]).toEqual([409, expect.stringContaining('there are no breakpoints')])
  const started = await call('/executions/company.read/whole?breakpoints=say', engineer, {})
  expect([started.status, started.text]).toEqual([422, expect.stringContaining('there are no breakpoints')])
})

test('namespaces are found with those above them', async () => {
  expect((await call('/namespaces/search')).body).toMatchObject({
    results: [{ id: 'company' }, { id: 'company.read' }],
    total: 2,
  })
  expect((await call('/namespaces/search?existing=true&filters[q][EQUALS]=comp')).body.total).toBe(1)
  expect((await call('/namespaces/search?filters[colour][EQUALS]=red')).status).toBe(422)
  expect((await call('/namespaces/autocomplete', engineer, { q: 'read' })).body).toEqual(['company.read'])
  expect((await call('/namespaces/search', elsewhere)).body.total).toBe(0)
  expect((await call('/namespaces/search', requester)).status).toBe(403)
})

test('flows are exported as a table', async () => {
  const { text } = await call('/flows/export/by-query/csv?filters[namespace][EQUALS]=company.read')
  expect(text.split('\r\n').map((line) => line.split(',').slice(0, 4).join())).toEqual([
    'id,namespace,revision,description',
    'switched-off,company.read,1,',
    'whole,company.read,2,the second',
    '',
  ])
})
