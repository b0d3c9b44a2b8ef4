import { beforeAll, describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { kestraApi, misfits } from './kestra-api.ts'

const api = kestraApi()
let engineer: { authorization: string }

const flow = `id: answers
namespace: company.answers
description: For the shapes of answers
labels: { team: it }
inputs:
  - { id: who, type: STRING, required: false, defaults: Ada }
variables: { region: north }
tasks:
  - id: decide
    type: io.kestra.plugin.core.flow.If
    condition: '{{ true }}'
    then:
      - { id: hello, type: io.kestra.core.tasks.log.Log, message: 'Hello {{ inputs.who }}' }
concurrency: { limit: 2 }
outputs:
  - { id: who, type: STRING, value: '{{ inputs.who }}' }
`
const ids = JSON.stringify([{ namespace: 'company.answers', id: 'answers' }])
const source = flow.replace('id: answers\n', 'id: answers-too\n')

beforeAll(async () => {
  engineer = basicOf(await makePerson({ roles: ['engineer', 'admin'] }))
  await call('POST', '/flows', flow)
})

async function call(method: string, path: string, body?: string): Promise<unknown> {
  const type =
    body?.startsWith('[') === true || body?.startsWith('{') === true
      ? 'application/json'
      : 'application/x-yaml'
  const headers = { ...engineer, 'content-type': type }
  const response = await dispatch(
    new Request(`http://localhost/api/v1/main${path}`, { method, headers, body }),
  )
  const text = await response.text()
  expect(response.status, `${method} ${path}: ${text.slice(0, 300)}`).toBe(200)
  return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : undefined
}

const at = '/flows/company.answers/answers'

/** Method, path in the document, path called, body. */
const calls: readonly (readonly [string, string, string, string?])[] = [
  ['GET', '/flows/search', '/flows/search?size=5'],
  ['GET', '/flows/{namespace}', '/flows/company.answers'],
  ['GET', '/flows/{namespace}/{id}', `${at}?source=true`],
  ['GET', '/flows/{namespace}/{id}/revisions', `${at}/revisions`],
  ['GET', '/flows/{namespace}/{id}/graph', `${at}/graph`],
  ['GET', '/flows/{namespace}/{id}/dependencies', `${at}/dependencies`],
  ['GET', '/namespaces/{namespace}/dependencies', '/namespaces/company.answers/dependencies'],
  ['GET', '/dependencies', '/dependencies'],
  ['GET', '/flows/{namespace}/{id}/tasks/{taskId}', `${at}/tasks/hello`],
  ['GET', '/flows/source', '/flows/source?q=hello'],
  ['GET', '/flows/distinct-namespaces', '/flows/distinct-namespaces'],
  ['GET', '/flows/deprecated', '/flows/deprecated'],
  ['POST', '/flows', '/flows', source],
  ['PUT', '/flows/{namespace}/{id}', `${at}-too`, source.replace('north', 'south')],
  ['POST', '/flows/bulk', '/flows/bulk?delete=false', source],
  ['POST', '/flows/{namespace}', '/flows/company.answers?delete=false', source],
  ['POST', '/flows/validate', '/flows/validate', flow],
  ['POST', '/flows/validate/task', '/flows/validate/task?section=TASKS', '{"id": "a", "type": "nothing"}'],
  ['POST', '/flows/validate/trigger', '/flows/validate/trigger', '{"id": "a", "type": "nothing"}'],
  ['POST', '/flows/graph', '/flows/graph', flow],
  ['POST', '/flows/expressions', '/flows/expressions', flow],
  ['POST', '/flows/disable/by-ids', '/flows/disable/by-ids', ids],
  ['POST', '/flows/enable/by-ids', '/flows/enable/by-ids', ids],
  ['GET', '/plugins', '/plugins'],
  ['GET', '/plugins/icons', '/plugins/icons'],
  ['GET', '/plugins/icons/{cls}', '/plugins/icons/io.kestra.plugin.core.log.Log'],
  ['GET', '/plugins/inputs', '/plugins/inputs'],
  ['GET', '/plugins/inputs/{type}', '/plugins/inputs/STRING'],
  ['GET', '/plugins/schemas/{type}', '/plugins/schemas/FLOW'],
  ['GET', '/plugins/{cls}', '/plugins/io.kestra.plugin.core.log.Log'],
  ['GET', '/pebble/functions', '/pebble/functions'],
  ['GET', '/pebble/filters', '/pebble/filters'],
  ['DELETE', '/flows/delete/by-query', '/flows/delete/by-query?filters[namespace][EQUALS]=company.answers'],
]

describe.runIf(api)('answers have the shapes that clients were made for', () => {
  test.each(calls.map((one) => [`${one[0]} ${one[1]}`, one] as const))(
    '%s',
    async (_, [method, path, called, body]) => {
      if (!api) return
      const answer = await call(method, called, body)
      expect(misfits(api, { method, path, answer })).toEqual([])
    },
  )
})
