import { beforeAll, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { zip } from '#server/flows/archive.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'

let engineer: { authorization: string }

beforeAll(async () => {
  engineer = basicOf(await makePerson({ roles: ['engineer'] }))
})

async function call(method: string, path: string, ...[body, type]: [(string | FormData)?, string?]) {
  const headers = new Headers(engineer)
  if (type) headers.set('content-type', type)
  const response = await dispatch(
    new Request(`http://localhost/api/v1/main${path}`, { method, headers, body }),
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const answer: unknown = isJson ? JSON.parse(bytes.toString()) : bytes
  return { status: response.status, answer }
}

const flow = (id: string, type = 'io.kestra.core.tasks.log.Log') =>
  `id: ${id}\nnamespace: company.rest\ntasks:\n  - { id: hello, type: ${type}, message: hello }\n`

test('the schema of each kind of source is a JSON Schema with every type', async () => {
  for (const name of ['flow', 'FLOW', 'task', 'trigger', 'app']) {
    const { status, answer } = await call('GET', `/plugins/schemas/${name}`)
    expect(status).toBe(200)
    expect(answer).toMatchObject({ $schema: expect.stringContaining('json-schema.org') })
  }
  expect(await call('GET', '/plugins/schemas/nonsense')).toMatchObject({ status: 404 })
})

test('a type is documented under any of its names', async () => {
  const { answer } = await call('GET', '/plugins/io.kestra.plugin.core.log.Log')
  expect(answer).toMatchObject({
    markdown: expect.stringContaining('# Log'),
    schema: { properties: { properties: { message: {} } } },
  })
  expect(await call('GET', '/plugins/inputs/STRING')).toMatchObject({ status: 200 })
  expect(await call('GET', '/plugins/inputs/nothing')).toMatchObject({ status: 404 })
  expect(await call('GET', '/plugins/icons/io.kestra.plugin.core.log.Log')).toMatchObject({
    answer: { icon: { name: 'io.kestra.plugin.core.log.Log', flowable: false } },
  })
})

test('validate tells old names, and problems of a part that stands alone', async () => {
  const type = 'application/x-yaml'
  expect(await call('POST', '/flows/validate', flow('old'), type)).toMatchObject({
    answer: [
      {
        infos: ['io.kestra.core.tasks.log.Log is replaced by io.kestra.plugin.core.log.Log'],
        outdated: false,
      },
    ],
  })
  const task = JSON.stringify({ id: 'a', type: 'io.kestra.plugin.core.log.Log', mesage: 'x' })
  expect(await call('POST', '/flows/validate/task', task, 'application/json')).toMatchObject({
    status: 200,
    answer: { problems: [{ path: 'message', line: 1 }, { path: 'mesage' }] },
  })
})

test('a revision that is older than the newest is outdated', async () => {
  const type = 'application/x-yaml'
  await call('POST', '/flows', flow('twice'), type)
  await call('PUT', '/flows/company.rest/twice', flow('twice').replace('hello }', 'bye }'), type)
  const answers = await call('POST', '/flows/validate', `revision: 1\n${flow('twice')}`, type)
  expect(answers.answer).toMatchObject([{ outdated: true }])
  const revisions = await call('GET', '/flows/company.rest/twice/revisions')
  expect(revisions.answer).toMatchObject([
    { revision: 2, source: expect.stringContaining('bye') },
    { revision: 1, source: expect.stringContaining('hello }') },
  ])
  expect((await call('GET', '/flows/deprecated?namespace=company.rest')).answer).toMatchObject([
    {
      flowId: 'twice',
      deprecatedTasks: [
        {
          taskId: 'hello',
          taskType: 'io.kestra.core.tasks.log.Log',
          replacement: 'io.kestra.plugin.core.log.Log',
        },
      ],
    },
  ])
})

test('a save under another name is refused with both paths', async () => {
  await call('POST', '/flows', flow('named'), 'application/x-yaml')
  const other = flow('renamed').replace('company.rest', 'company.other')
  const { status, answer } = await call('PUT', '/flows/company.rest/named', other, 'application/x-yaml')
  expect(status).toBe(422)
  expect(JSON.stringify(answer)).toMatch(/flow\.id.*Illegal flow id update.*flow\.namespace/)
})

test('flows go out as an archive and come in again; what is wrong in it is named', async () => {
  await call('POST', '/flows', flow('packed'), 'application/x-yaml')
  const ids = JSON.stringify([{ namespace: 'company.rest', id: 'packed' }])
  const { answer: archive } = await call('POST', '/flows/export/by-ids', ids, 'application/json')
  expect(Buffer.isBuffer(archive) && archive.subarray(0, 2).toString()).toBe('PK')
  const form = (content: Uint8Array<ArrayBuffer>) => {
    const made = new FormData()
    made.append('fileUpload', new Blob([content]), 'flows.zip')
    return made
  }
  const files = [
    { name: 'good.yml', text: flow('from-archive') },
    { name: 'bad.yml', text: flow('bad', 'lgo') },
    { name: 'readme.md', text: '# no flow' },
  ]
  const packed = new Uint8Array(zip(files))
  expect(await call('POST', '/flows/import', form(packed))).toMatchObject({
    status: 200,
    answer: ['bad.yml'],
  })
  expect(await call('GET', '/flows/company.rest/from-archive')).toMatchObject({ status: 200 })
  expect(await call('POST', '/flows/import?failOnError=true', form(packed))).toMatchObject({ status: 422 })
  const text = new TextEncoder().encode(`${flow('first')}---\n${flow('bad', 'lgo')}`)
  expect(await call('POST', '/flows/import', form(text))).toMatchObject({ status: 200, answer: ['1'] })
  expect(await call('POST', '/flows/import', 'no form', 'text/plain')).toMatchObject({ status: 422 })
})

test('what a search finds is disabled and deleted together', async () => {
  const type = 'application/x-yaml'
  for (const id of ['one', 'two']) await call('POST', '/flows', flow(id).replace('rest', 'query'), type)
  const query = '?filters[namespace][EQUALS]=company.query'
  expect(await call('POST', `/flows/disable/by-query${query}`)).toMatchObject({ answer: { count: 2 } })
  expect(await call('GET', '/flows/company.query/one')).toMatchObject({ answer: { disabled: true } })
  expect(await call('DELETE', `/flows/delete/by-query${query}`)).toMatchObject({ answer: { count: 2 } })
  expect(await call('GET', '/flows/company.query')).toMatchObject({ answer: [] })
  expect(await call('DELETE', '/flows/delete/by-query?filters[nonsense][EQUALS]=x')).toMatchObject({
    status: 422,
  })
})

test('the expressions of a flow come by category', async () => {
  const source = `${flow('words', 'return').replace('message', 'format')}inputs:\n  - { id: who, type: STRING }\nvariables: { a: 1 }\n`
  expect(await call('POST', '/flows/expressions', source, 'application/x-yaml')).toMatchObject({
    answer: {
      categories: { taskOutputs: ['outputs.hello.value'], inputs: ['inputs.who'], variables: ['vars.a'] },
    },
  })
})
