import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { writeKey } from '#server/kv/store.ts'
import { transaction } from '#server/transaction.ts'
import { basicOf, makePerson, type PersonForTests } from '../../tests/harness/people.ts'
import type { InputValidation } from './validate-inputs.ts'
import type { ExecutionView } from './view.ts'

const namespace = 'company.team'
let engineer: PersonForTests
let requester: PersonForTests

beforeAll(async () => {
  engineer = await makePerson({ roles: ['engineer'] })
  requester = await makePerson({ roles: ['requester'] })
  await saveFlow(
    engineer.actor,
    `
id: typed
namespace: ${namespace}
inputs:
  - {id: string, type: STRING}
  - {id: text, type: TEXT, required: false}
  - {id: int, type: INT, max: 50}
  - {id: float, type: FLOAT}
  - {id: money, type: MONEY}
  - {id: bool, type: BOOLEAN}
  - {id: enum, type: ENUM, values: [ENUM_VALUE, OTHER_ONE]}
  - {id: several, type: MULTISELECT, values: [a, b, c]}
  - {id: date, type: DATE}
  - {id: time, type: TIME}
  - {id: instant, type: DATETIME}
  - {id: duration, type: DURATION}
  - {id: email, type: EMAIL}
  - {id: phone, type: PHONE}
  - {id: uri, type: URI}
  - {id: json, type: JSON}
  - {id: yaml, type: YAML}
  - {id: secret, type: SECRET}
  - {id: array, type: ARRAY, itemType: INT}
  - {id: nested.more.int, type: INT}
  - {id: address, type: OBJECT, inputs: [{id: city, type: STRING}, {id: key, type: SECRET}, {id: plan, type: FILE}]}
  - {id: items, type: TABLE, columns: [{id: article, type: STRING}, {id: amount, type: INT}]}
  - {id: double, type: COMPUTED, expression: '{{ inputs.int * 2 }}', valueType: INT}
  - {id: file, type: FILE, allowedFileExtensions: [.csv], extension: csv}
checks:
  - {condition: '{{ inputs.int > 10 }}', message: 'That is little', style: WARNING, behavior: CREATE_EXECUTION}
tasks:
  - {id: t, type: return, format: done}
`,
  )
})

const texts: Readonly<Record<string, string>> = {
  string: 'myString',
  int: '42',
  float: '42.5',
  money: '12.50',
  bool: 'false',
  enum: 'ENUM_VALUE',
  date: '2019-10-06',
  time: '18:27:49',
  instant: '2019-10-06T18:27:49.000Z',
  duration: 'PT5M6S',
  email: 'ana@example.com',
  phone: '+49 30 1234567',
  uri: 'https://www.google.com',
  json: '{"a": "b"}',
  yaml: 'some: property\nalist:\n- of\n- values',
  secret: 'hunter2hunter2',
  array: '[1, 2, 3]',
  'nested.more.int': '123',
  'address.city': 'Bonn',
  'address.key': 'hunter3hunter3',
  items: '[{"article": "Desk", "amount": "2"}]',
}

const typed = {
  string: 'myString',
  text: null,
  int: 42,
  float: 42.5,
  money: { amount: 12.5, currency: 'EUR' },
  bool: false,
  enum: 'ENUM_VALUE',
  several: ['a', 'c'],
  date: '2019-10-06',
  time: '18:27:49',
  instant: '2019-10-06T18:27:49Z',
  duration: 'PT5M6S',
  email: 'ana@example.com',
  phone: '+49301234567',
  uri: 'https://www.google.com',
  json: { a: 'b' },
  yaml: { some: 'property', alist: ['of', 'values'] },
  array: [1, 2, 3],
  nested: { more: { int: 123 } },
  items: [{ article: 'Desk', amount: 2 }],
  double: 84,
}

function form(values: Readonly<Record<string, string>>, more: (data: FormData) => void = () => undefined) {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  more(data)
  return data
}

/** As clients send them: files are called by the input, values of one input come one after another. */
function withFiles(data: FormData): void {
  for (const one of ['a', 'c']) data.append('several', one)
  data.append('files', new Blob(['a;b']), 'file')
  data.append('files', new Blob(['plan']), 'address.plan')
}

async function call<T>(path: string, body: FormData | object, as: PersonForTests = engineer) {
  const headers = new Headers(basicOf(as))
  if (!(body instanceof FormData)) headers.set('content-type', 'application/json')
  const sent = body instanceof FormData ? body : JSON.stringify(body)
  const request = new Request(`http://localhost/api/v1${path}`, { method: 'POST', headers, body: sent })
  const response = await dispatch(request)
  return { status: response.status, body: (await response.json()) as T }
}

const start = `/main/executions/${namespace}/typed`

describe('a start', () => {
  it('whose body is cut off in a file is refused', async () => {
    const whole = new Request('http://localhost', { method: 'POST', body: form({}, withFiles) })
    const headers = new Headers(basicOf(engineer))
    headers.set('content-type', whole.headers.get('content-type') ?? '')
    const text = await whole.text()
    const body = text.slice(0, text.indexOf('a;b') + 2)
    const request = new Request(`http://localhost/api/v1${start}`, { method: 'POST', headers, body })
    expect((await dispatch(request)).status).toBe(422)
  })

  it('reads every type from a multipart body', async () => {
    const { status, body } = await call<ExecutionView>(start, form(texts, withFiles))
    expect(body).toMatchObject({ inputs: typed })
    expect(status).toBe(200)
    expect(body.inputs.file).toMatch(
      /^kestra:\/\/\/company\/team\/typed\/executions\/.*\/inputs\/file\/.+\/file\.csv$/,
    )
    expect(body.inputs.address).toMatchObject({
      city: 'Bonn',
      plan: expect.stringMatching(/^kestra:\/\/\/.*address\.plan$/),
    })
    const row = await db.execution.findUniqueOrThrow({ where: { id: body.id } })
    const stored = JSON.stringify(row.inputs)
    expect(stored).not.toContain('hunter')
    expect(row.inputs).toMatchObject({ address: { key: { type: 'aes_encrypted' } } })
  })

  it('reads them from JSON as well, as they are or as text', async () => {
    const { file: _file, ...withoutFile } = { ...texts, file: '' }
    const values = { ...withoutFile, int: 42, array: [1, 2, 3], items: typed.items, several: ['a', 'c'] }
    const { status, body } = await call<{ _embedded: { errors: { path: string }[] } }>(start, values)
    // files only come with a form, or as uploads
    expect(body._embedded.errors.map(({ path }) => path)).toEqual(['address.plan', 'file'])
    expect(status).toBe(422)
  })

  it('says all that is wrong at once, each with its place', async () => {
    const wrong = { ...texts, int: '9223372036854775808', float: '1e400', bool: 'maybe', enum: 'INVALID' }
    const items = '[{"article": "Desk", "amount": 1}, {"amount": "many"}]'
    const { status, body } = await call<{ message: string; _embedded: { errors: object[] } }>(
      start,
      form({ ...wrong, items, array: '["s1"]', 'address.key': '' }, withFiles),
    )
    expect(status).toBe(422)
    expect(body.message).toContain('Invalid entity')
    expect(body.message).toContain(
      'enum: Invalid input for `enum`, it must match the values `[ENUM_VALUE, OTHER_ONE]`, but received `INVALID`',
    )
    expect(body._embedded.errors).toMatchObject([
      { path: 'int' },
      { path: 'float' },
      { path: 'bool' },
      { path: 'enum' },
      { path: 'array' },
      { path: 'address.key' },
      { path: 'items[1].article' },
      { path: 'items[1].amount' },
    ])
    expect(JSON.stringify(body)).not.toContain('hunter')
  })
})

describe('a validation', () => {
  it('tells of each input, starts nothing and keeps no file', async () => {
    const before = [await db.execution.count(), await db.upload.count()]
    const values = form({ ...texts, int: '5', bool: 'perhaps' }, withFiles)
    const { status, body } = await call<InputValidation>(`${start}/validate`, values)
    expect(status).toBe(200)
    const of = (id: string) => body.inputs.find(({ input }) => 'id' in input && input.id === id)
    expect(of('int')).toMatchObject({ value: 5, enabled: true, isDefault: false, errors: [] })
    expect(of('bool')?.errors).toEqual([
      {
        message: 'Invalid input for `bool`, Expected `BOOL` but received `perhaps`, but received `perhaps`',
        renderError: false,
      },
    ])
    expect(of('secret')).not.toHaveProperty('value')
    expect(of('file')?.errors).toEqual([])
    expect(body.checks).toEqual([
      { message: 'That is little', style: 'WARNING', behavior: 'CREATE_EXECUTION' },
    ])
    expect([await db.execution.count(), await db.upload.count()]).toEqual(before)
  })

  it('of nothing tells what is missing', async () => {
    const { body } = await call<InputValidation>(`${start}/validate`, form({}))
    expect(body.inputs.every(({ enabled }) => enabled)).toBe(true)
    expect(body.inputs.filter(({ errors }) => errors.length > 0).length).toBeGreaterThan(15)
    // a check over what is missing is not asked
    expect(body.checks).toEqual([])
  })

  it('offers what the key-value store holds, and never shows a secret', async () => {
    await transaction((tx) =>
      writeKey(tx, { namespace, key: 'colours', value: { type: 'JSON', value: ['red', 'blue'] } }),
    )
    await saveFlow(
      engineer.actor,
      `
id: choosing
namespace: ${namespace}
inputs:
  - {id: colour, type: SELECT, expression: "{{ kv('colours') }}"}
  - {id: key, type: SECRET, defaults: "{{ secret('FORM_KEY') }}"}
  - {id: shown, type: STRING, defaults: "{{ secret('FORM_KEY') }}"}
tasks:
  - {id: t, type: return}
`,
    )
    process.env.SECRET_FORM_KEY = Buffer.from('hunter4hunter4').toString('base64')
    const path = `/executions/${namespace}/choosing/validate`
    const { body } = await call<InputValidation>(path, form({ colour: 'green' }))
    expect(body.inputs.map(({ errors }) => errors.map(({ message }) => message))).toEqual([
      ['Invalid input for `colour`, it must match the values `[red, blue]`, but received `green`'],
      [],
      [expect.stringContaining('A secret may only be the default of an input of type `SECRET`.')],
    ])
    expect(JSON.stringify(body)).not.toContain('hunter')
  })

  it('is only for those who may start', async () => {
    expect((await call(`${start}/validate`, form({}), requester)).status).toBe(403)
    expect((await call(`/executions/${namespace}/none/validate`, form({}))).status).toBe(404)
  })
})
