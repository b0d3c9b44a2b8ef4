import { describe, expect, it } from 'vitest'
import type { HttpAnswer, HttpCall, TaskHost } from '#engine/catalog/host.ts'
import { unknownKeys } from '#engine/flow/parse/unknown-keys.ts'
import request from './activity.ts'
import spec from './spec.ts'

type Given = Record<string, unknown>

/** A host of which this type uses the network and the log. */
function hostFor(answer: Partial<HttpAnswer>, calls: HttpCall[]): Pick<TaskHost, 'http' | 'log' | 'signal'> {
  return {
    signal: new AbortController().signal,
    log: async () => undefined,
    http: {
      request: async (call) => {
        calls.push(call)
        return { status: 200, headers: {}, body: new Uint8Array(), ...answer }
      },
    },
  }
}

async function run(given: Given, answer: Partial<HttpAnswer> = {}) {
  const calls: HttpCall[] = []
  const read = spec.properties.parse({ uri: 'https://shop.example/orders', ...given })
  const properties = read as Parameters<typeof request>[0]
  const result = await request(properties, hostFor(answer, calls) as TaskHost)
  return { result, call: calls[0] }
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

  it('adds parameters to those of the address', async () => {
    const { call } = await run({ uri: 'https://shop.example/?a=1', params: { b: '2 3' } })
    expect(call?.uri).toBe('https://shop.example/?a=1&b=2+3')
  })

  it('has the limits that the options say, and some without', async () => {
    expect((await run({})).call).toMatchObject({
      timeoutMs: 30_000,
      followRedirects: true,
      maxBytes: 1_000_000,
    })
    const options = { timeout: 'PT2S', followRedirects: false, maxBytes: 10 }
    expect((await run({ options })).call).toMatchObject({
      timeoutMs: 2000,
      followRedirects: false,
      maxBytes: 10,
    })
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
