import { expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { zip } from '#server/flows/archive.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'

const engineer = basicOf(await makePerson({ roles: ['engineer'] }))
const approver = basicOf(await makePerson({ roles: ['approver'] }))
const files = '/namespaces/company.rest/files'

interface More {
  body?: FormData | string
  headers?: Record<string, string>
}

async function call(method: string, path: string, { body, headers = engineer }: More = {}) {
  const init = { method, headers: { ...headers }, body }
  const response = await dispatch(new Request(`http://localhost/api/v1/main${path}`, init))
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, answer: isJson ? (JSON.parse(text) as unknown) : text, response }
}

function form(content: string, part = 'fileContent'): FormData {
  const data = new FormData()
  data.append(part, new Blob([content]), 'any name')
  return data
}

test('a file is written, read, listed, moved and removed', async () => {
  const at = `${files}?path=${encodeURIComponent('/sql/a b.sql')}`
  expect((await call('POST', at, { body: form('SELECT 1') })).status).toBe(204)
  expect((await call('POST', at, { body: form('SELECT 2') })).status).toBe(204)
  const read = await call('GET', at)
  expect([read.status, read.answer]).toEqual([200, 'SELECT 2'])
  expect(read.response.headers.get('content-type')).toBe('application/octet-stream')
  expect(read.response.headers.get('content-disposition')).toContain('attachment; filename="a b.sql"')
  expect((await call('GET', `${at}&revision=1`)).answer).toBe('SELECT 1')
  expect((await call('GET', `${files}/revisions?path=sql/a%20b.sql`)).answer).toMatchObject([
    { revision: 1 },
    { revision: 2, size: 8 },
  ])
  expect((await call('GET', `${files}/directory`)).answer).toMatchObject([
    { fileName: 'sql', type: 'Directory' },
  ])
  expect((await call('GET', `${files}/directory?path=/sql`)).answer).toMatchObject([
    { fileName: 'a b.sql', type: 'File', size: 8 },
  ])
  expect((await call('POST', `${files}/directory?path=/new`)).status).toBe(204)
  expect((await call('PUT', `${files}?from=/sql/a%20b.sql&to=/new/b.sql`)).status).toBe(204)
  expect((await call('GET', `${files}/search?q=B.SQL`)).answer).toEqual(['/new/b.sql'])
  expect((await call('GET', `${files}/stats?path=/new/b.sql`)).answer).toMatchObject({
    type: 'File',
    size: 8,
  })
  expect((await call('GET', `${files}/stats`)).answer).toMatchObject({ type: 'Directory' })
  expect((await call('DELETE', `${files}?path=/new`)).status).toBe(204)
  expect((await call('GET', `${files}/stats?path=/new/b.sql`)).status).toBe(404)
})

test('a file is written over the revision that its writer knows, and over no other', async () => {
  const at = `${files}?path=/shared.txt`
  const status = async (query: string, content: string) =>
    (await call('POST', `${at}&${query}`, { body: form(content) })).status
  expect(await status('expected=1', 'early')).toBe(409)
  expect(await status('expected=0', 'one')).toBe(204)
  expect(await status('expected=0', 'again')).toBe(409)
  expect(await status('expected=1', 'two')).toBe(204)
  const late = await call('POST', `${at}&expected=1`, { body: form('two') })
  expect(late).toMatchObject({
    status: 409,
    answer: {
      message: '/shared.txt was changed meanwhile: it is at revision 2, not 1.',
      _embedded: { errors: [{ path: 'expected' }] },
    },
  })
  expect(await Promise.all(['a', 'b', 'c'].map((text) => status('expected=2', text)))).toEqual(
    expect.arrayContaining([204, 409, 409]),
  )
  expect((await call('GET', `${files}/revisions?path=/shared.txt`)).answer).toHaveLength(3)
  await call('POST', `${files}/directory?path=/taken`)
  const folder = await call('POST', `${files}?path=/taken&expected=0`, { body: form('x') })
  expect(folder).toMatchObject({ status: 409, answer: { message: '/taken is a folder.' } })
  expect(await status('expected=-1', 'x')).toBe(422)
})

test('an older revision is brought back as the newest', async () => {
  const at = `${files}?path=/back.bin`
  for (const text of ['one', 'two']) await call('POST', at, { body: form(text) })
  const restore = (query: string, headers = engineer) =>
    call('POST', `${files}/restore?path=/back.bin&${query}`, { headers })
  expect((await restore('revision=1&expected=1')).status).toBe(409)
  expect((await restore('revision=1&expected=2')).status).toBe(204)
  expect((await call('GET', at)).answer).toBe('one')
  expect((await call('GET', `${files}/revisions?path=/back.bin`)).answer).toHaveLength(3)
  expect((await restore('revision=9')).status).toBe(404)
  expect((await restore('revision=0')).status).toBe(422)
  expect((await restore('revision=2', approver)).status).toBe(403)
  expect((await call('GET', at)).answer).toBe('one')
})

test('a folder tells how many files are in it, whatever its name means elsewhere', async () => {
  for (const path of ['a_b/x', 'a_b/deep/y', 'axb/z', 'a%/w'])
    await call('POST', `/namespaces/company.counted/files?path=${encodeURIComponent(path)}`, {
      body: form('x'),
    })
  const stats = async (path: string) =>
    (await call('GET', `/namespaces/company.counted/files/stats?path=${encodeURIComponent(path)}`)).answer
  expect(await stats('/')).toMatchObject({ files: 4 })
  expect(await stats('/a_b')).toMatchObject({ files: 2 })
  expect(await stats('/a%')).toMatchObject({ files: 1 })
  expect(await stats('/axb/z')).not.toHaveProperty('files')
})

test.each([
  ['no form', `${files}?path=a`, 'text'],
  ['another part', `${files}?path=a`, form('x', 'file')],
  ['no path', files, form('x')],
  ['the root', `${files}?path=/`, form('x')],
  ['a path that leads out', `${files}?path=/../../etc/passwd`, form('x')],
  ['a namespace that is none', '/namespaces/a..b/files?path=a', form('x')],
])('%s is a 422', async (_, path, body) => {
  expect((await call('POST', path, { body })).status).toBe(422)
})

test('a form that is cut off is a 422, and nothing is written', async () => {
  const whole = new Request('http://localhost', { method: 'POST', body: form('x'.repeat(5000)) })
  const headers = { ...engineer, 'content-type': whole.headers.get('content-type') ?? '' }
  const cut = (await whole.text()).slice(0, 1000)
  expect((await call('POST', `${files}?path=cut.txt`, { body: cut, headers })).status).toBe(422)
  expect((await call('GET', `${files}?path=cut.txt`)).status).toBe(404)
})

test('who builds nothing is refused, whether there is such a file or not', async () => {
  await call('POST', `${files}?path=there.txt`, { body: form('x') })
  for (const name of ['there.txt', 'missing.txt'])
    expect((await call('GET', `${files}?path=${name}`, { headers: approver })).status).toBe(403)
})

test('files go out as an archive and come in again, bytes and all', async () => {
  const bytes = Buffer.from([0, 255, 1, 254])
  const from = '/namespaces/company.out/files'
  const to = '/namespaces/company.in/files'
  const put = new FormData()
  put.append('fileContent', new Blob([bytes]), 'b')
  await call('POST', `${from}?path=/deep/b.bin`, { body: put })
  await call('POST', `${from}?path=/grüße.txt`, { body: form('grüße') })
  const request = new Request(`http://localhost/api/v1${from}/export`, { headers: engineer })
  const response = await dispatch(request)
  expect(response.headers.get('content-disposition')).toContain('company.out.zip')
  const archive = Buffer.from(await response.arrayBuffer())
  const sent = new FormData()
  sent.append('fileContent', new Blob([archive]), 'all.zip')
  expect(await call('POST', `${to}/import?path=/got`, { body: sent })).toMatchObject({
    status: 200,
    answer: { paths: ['/got/deep/b.bin', '/got/grüße.txt'] },
  })
  expect((await call('GET', `${to}?path=/got/gr%C3%BC%C3%9Fe.txt`)).answer).toBe('grüße')
  const read = await dispatch(
    new Request(`http://localhost/api/v1${to}?path=/got/deep/b.bin`, { headers: engineer }),
  )
  expect(Buffer.from(await read.arrayBuffer())).toEqual(bytes)
})

test.each([
  ['no archive', Buffer.from('text that is no archive at all'), 422],
  ['a name that leads out', zip([{ name: '../../etc/passwd', text: 'x' }]), 422],
  ['a name from the root', zip([{ name: '/etc/passwd', text: 'x' }]), 422],
  [
    'a name that no file may have',
    zip([
      { name: 'good', text: 'x' },
      { name: 'b\u0001d', text: 'x' },
    ]),
    422,
  ],
  ['a bomb', zip([{ name: 'bomb', text: '0'.repeat(60_000_000) }]), 413],
])('an archive with %s is refused, and nothing of it written', async (_, archive, status) => {
  const sent = new FormData()
  sent.append('fileContent', new Blob([new Uint8Array(archive)]), 'a.zip')
  const refused = '/namespaces/company.refused/files'
  expect((await call('POST', `${refused}/import`, { body: sent })).status).toBe(status)
  expect((await call('GET', `${refused}/search?q=`)).answer).toEqual([])
  expect((await call('POST', `${refused}/import`, { body: sent, headers: approver })).status).toBe(403)
  expect((await call('GET', `${refused}/export`, { headers: approver })).status).toBe(403)
})
