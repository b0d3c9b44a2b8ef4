import { beforeAll, expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { basicOf, makePerson, type PersonForTests } from '../../tests/harness/people.ts'

const runs = setUpRuns()
let engineer: PersonForTests
let requester: PersonForTests

beforeAll(async () => {
  engineer = await makePerson({ roles: ['engineer'] })
  requester = await makePerson({ roles: ['requester'] })
  await runs.publish(`
id: looked-into
namespace: ${namespace}
inputs:
  - {id: list, type: FILE}
tasks:
  - {id: rows, type: csv-to-ion, from: "{{ inputs.list }}"}
  - {id: each, type: storage.split, from: "{{ outputs.rows.uri }}", rows: 1}
`)
})

async function call(
  method: string,
  path: string,
  { as = engineer, body }: { as?: PersonForTests; body?: BodyInit } = {},
) {
  const request = new Request(`http://localhost/api/v1${path}`, { method, headers: basicOf(as), body })
  const response = await dispatch(request)
  return { status: response.status, body: JSON.parse(await response.text()) as Record<string, unknown> }
}

it('files that came with a form and files that tasks have made are looked into by REST', async () => {
  const body = new FormData()
  body.append('files', new File(['name,n\nWolke 7,1\n'], 'list'))
  const started = await call('POST', `/main/executions/${namespace}/looked-into?wait=true`, { body })
  const execution = started.body as unknown as ExecutionView
  expect(execution.state.current).toBe('SUCCESS')
  const look = (uri: unknown, more = '', as?: PersonForTests) =>
    call('GET', `/executions/${execution.id}/file/preview?path=${encodeURIComponent(String(uri))}${more}`, {
      as,
    })

  expect(await look(execution.inputs.list)).toEqual({
    status: 200,
    body: {
      extension: '',
      size: 17,
      type: 'TEXT',
      content: 'name,n\nWolke 7,1',
      maxLine: 100,
      truncated: false,
    },
  })
  const each = execution.taskRunList.find(({ taskId }) => taskId === 'each')
  const [uri] = each?.outputs?.uris as string[]
  expect(await look(uri, '&maxRows=7')).toMatchObject({
    status: 200,
    body: { extension: 'ion', type: 'LIST', content: [{ name: 'Wolke 7', n: '1' }], maxLine: 7 },
  })
  expect(await look(uri, '&encoding=foo')).toMatchObject({
    status: 422,
    body: { message: "Unable to preview using encoding 'foo'" },
  })
  expect((await look(uri, '', requester)).status).toBe(404)
  expect((await look('kestra:///a/b/executions/none/x/y.txt')).status).toBe(404)
})
