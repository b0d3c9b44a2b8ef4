import { describe, expect, it } from 'vitest'
import type { HttpAnswer, HttpCall, TaskHost } from '#engine/catalog/host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import { unknownKeys } from '#engine/flow/parse/unknown-keys.ts'
import request from './activity.ts'
import spec from './spec.ts'

type Given = Record<string, unknown>

/** A host of which this type uses the network and the log. */
function hostFor(answer: Partial<HttpAnswer>, calls: HttpCall[], lines: string[]): TaskHost {
  return {
    signal: new AbortController().signal,
    log: async (level: string, message: string) => void lines.push(`${level} ${message}`),
    metric: () => undefined,
    files: {
      size: async () => 5,
      open: async () => pieces,
    },
    http: {
      request: async (call: HttpCall) => {
        calls.push(call)
        return { status: 200, headers: {}, body: new Uint8Array(), ...answer }
      },
    },
  } as unknown as TaskHost
}

const pieces = (async function* () {
  yield await Promise.resolve(Buffer.from('hel'))
  yield Buffer.from('lo')
})()

async function run(given: Given, answer: Partial<HttpAnswer> = {}) {
  const calls: HttpCall[] = []
  const lines: string[] = []
  const read = spec.properties.parse({ uri: 'https://shop.example/orders', ...given })
  const properties = read as Parameters<typeof request>[0]
  const result = await request(properties, hostFor(answer, calls, lines))
  return { result, lines, call: calls[0] }
}

describe('what http.request sends', () => {
  it('is JSON for a map, under a type of its own', async () => {
    const { call } = await run({ method: 'POST', body: { n: 1 } })
    expect(call).toMatchObject({
      method: 'POST',
      body: '{"n":1}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('is a form in place of a body', async () => {
    const { call } = await run({ method: 'POST', formData: { 'a b': 'ü' } })
    expect(call).toMatchObject({
      body: 'a+b=%C3%BC',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  })

  it('has the author’s header before any that follows from other properties', async () => {
    const { call } = await run({
      body: 'x',
      headers: { 'Content-Type': 'text/plain', Authorization: 'Custom 1' },
      options: { auth: { type: 'BEARER', token: 't' } },
    })
    expect(call?.headers).toEqual({ 'content-type': 'text/plain', authorization: 'Custom 1' })
  })

  it('signs in', async () => {
    const basic = await run({ options: { auth: { type: 'BASIC', username: 'u', password: 'p' } } })
    expect(basic.call?.headers).toEqual({ authorization: 'Basic dTpw' })
    const bearer = await run({ options: { auth: { type: 'BEARER', token: 't' } } })
    expect(bearer.call?.headers).toEqual({ authorization: 'Bearer t' })
  })

  it('signs in by the older spelling', async () => {
    const { call } = await run({ options: { basicAuthUser: 'u', basicAuthPassword: 'p' } })
    expect(call?.headers).toEqual({ authorization: 'Basic dTpw' })
  })

  it('is a form with files where its type says so, of a length that is known', async () => {
    const { call } = await run({
      method: 'POST',
      contentType: 'multipart/form-data',
      formData: {
        note: 'a "b"',
        file: { name: 'or"der.txt', content: 'kestra:///x/order' },
        list: [1],
      },
    })
    if (typeof call?.body !== 'function') throw new Error('The body is not streamed')
    const chunks: Uint8Array[] = []
    for await (const chunk of call.body()) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    expect(call.headers['content-length']).toBe(String(text.length))
    const [, boundary = ''] = /boundary=(.+)$/.exec(call.headers['content-type'] ?? '') ?? []
    expect(text.split(`--${boundary}`).map((part) => part.trim())).toEqual([
      '',
      'Content-Disposition: form-data; name="note"\r\n\r\na "b"',
      'Content-Disposition: form-data; name="file"; filename="or%22der.txt"\r\nContent-Type: application/octet-stream\r\n\r\nhello',
      'Content-Disposition: form-data; name="list"\r\n\r\n[1]',
      '--',
    ])
  })

  it('is in another character set where it is asked to', async () => {
    const { call } = await run({
      body: 'é',
      contentType: 'text/plain',
      options: { defaultCharset: 'ISO-8859-1' },
    })
    expect(call).toMatchObject({
      body: Uint8Array.of(0xe9),
      headers: { 'content-type': 'text/plain; charset=ISO-8859-1' },
    })
  })

  it('adds parameters to those of the address', async () => {
    const { call } = await run({ uri: 'https://shop.example/?a=1', params: { b: '2 3' } })
    expect(call?.uri).toBe('https://shop.example/?a=1&b=2+3')
  })

  it.each([
    [{}, { timeoutMs: undefined, connectTimeoutMs: undefined, idleTimeoutMs: 300_000 }],
    [
      { timeout: 'PT2S', maxBytes: 10 },
      { timeoutMs: 2000, maxBytes: 10 },
    ],
    [{ maxContentLength: 20 }, { maxBytes: 20 }],
    [
      { timeout: { connectTimeout: 'PT3S', readIdleTimeout: 'PT4S' } },
      { timeoutMs: undefined, connectTimeoutMs: 3000, idleTimeoutMs: 4000 },
    ],
    [
      { connectTimeout: 'PT10S', readTimeout: 'PT15S' },
      { connectTimeoutMs: 10_000, idleTimeoutMs: 15_000 },
    ],
    [{ followRedirects: false }, { followRedirects: false }],
  ])('has of %j the limits %j', async (options, limits) => {
    expect((await run({ options })).call).toMatchObject(limits)
  })

  it('is written down where it is asked to, without the sign-in', async () => {
    const { lines } = await run(
      {
        body: 'ping',
        options: {
          auth: { type: 'BEARER', token: 'abc' },
          logs: ['REQUEST_HEADERS', 'REQUEST_BODY', 'RESPONSE_BODY'],
        },
      },
      { body: Buffer.from('pong') },
    )
    expect(lines).toEqual([
      'DEBUG GET https://shop.example/orders',
      'INFO Request headers: authorization: ********; content-type: application/json',
      'INFO Request body: ping',
      'INFO Response body: pong',
    ])
  })
})

describe('what http.request answers', () => {
  it('is the text as it came', async () => {
    const answer = { headers: { 'content-type': 'application/json' }, body: Buffer.from('{"a": 1}') }
    expect((await run({}, answer)).result).toMatchObject({
      state: 'SUCCESS',
      outputs: { code: 200, body: '{"a": 1}', headers: { 'content-type': 'application/json' } },
    })
  })

  it.each([
    [404, {}, 'FAILED'],
    [404, { allowFailed: true }, 'SUCCESS'],
    [404, { allowedResponseCodes: [404] }, 'SUCCESS'],
    [200, { allowedResponseCodes: [404] }, 'FAILED'],
    [302, { followRedirects: false }, 'SUCCESS'],
  ])('is judged: %s with %o is %s', async (status, options, state) => {
    expect((await run({ options }, { status })).result.state).toBe(state)
  })

  it('is read in the character set that it names', async () => {
    const headers = { 'content-type': 'text/plain; charset="ISO-8859-1"' }
    const { result } = await run({}, { headers, body: Uint8Array.of(0xe9) })
    expect(result).toMatchObject({ outputs: { body: 'é' } })
  })

  it('is sealed where it is asked to', async () => {
    const { result } = await run({ encryptBody: true }, { body: Buffer.from('private') })
    expect(result).toMatchObject({
      outputs: { encryptedBody: 'private' },
      sealed: ['encryptedBody'],
    })
    expect(result.outputs).not.toHaveProperty('body')
  })

  it('may fail by the older spelling', async () => {
    expect((await run({ allowFailed: true }, { status: 500 })).result.state).toBe('SUCCESS')
  })

  it('is kept when it is a failure', async () => {
    const { result } = await run({}, { status: 500, body: Buffer.from('broken') })
    expect(result).toMatchObject({
      state: 'FAILED',
      message: 'GET https://shop.example/orders answered 500',
      outputs: { body: 'broken' },
    })
  })
})

describe('what http.request does not take', () => {
  it.each([
    { method: 'FETCH' },
    { options: { timeout: 'soon' } },
    { options: { auth: { type: 'DIGEST' } } },
    { options: { defaultCharset: 'nonsense' } },
    { options: { maxBytes: 100_000_000 } },
  ])('%o', (given) => {
    expect(spec.properties.safeParse({ uri: 'https://x.example', ...given }).success).toBe(false)
  })

  it('an option that is not there', () => {
    expect(unknownKeys(spec.properties, { options: { proxy: { address: 'x' } } })).toMatchObject([
      { key: 'proxy' },
    ])
  })
})

describe('what http.request refuses at save', () => {
  const refused = (options: string) =>
    problemsOf(`{id: t, type: http.request, uri: 'https://x.example', options: {${options}}}`)

  it.each([
    'ssl: {insecureTrustAllCertificates: true}',
    'proxy: {address: x}',
    'connectionPoolIdleTimeout: PT1S',
  ])('%s', (option) => {
    const [name = ''] = option.split(':')
    expect(refused(option)).toEqual([expect.stringContaining(`Unrecognized field "${name}"`)])
  })

  it('half a sign-in, and one that is said twice', () => {
    expect(refused('basicAuthUser: u')).toEqual([expect.stringContaining('go together')])
    const twice = 'basicAuthUser: u, basicAuthPassword: p, auth: {type: BEARER, token: t}'
    expect(refused(twice)).toEqual([expect.stringContaining('an older spelling of `auth`')])
  })
})
