import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCall } from '#engine/catalog/host.ts'
import { AllowList, isPrivate } from './addresses.ts'
import { request } from './request.ts'

// Only the name is allowed: the same server by its number is a private address like any other.
process.env.FORMWORK_HTTP_ALLOW = 'localhost'

let port = 0
const seen: { url?: string; method?: string; authorization?: string; body: string }[] = []
const server = http.createServer((call, answer) => {
  let body = ''
  call.on('data', (chunk: Buffer) => (body += chunk.toString()))
  call.on('end', () => {
    seen.push({ url: call.url, method: call.method, authorization: call.headers.authorization, body })
    if (call.url === '/inward')
      return answer.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end()
    if (call.url === '/onward') return answer.writeHead(303, { location: '/there' }).end()
    if (call.url === '/round') return answer.writeHead(302, { location: '/round' }).end()
    if (call.url === '/long') return answer.end('x'.repeat(2000))
    if (call.url === '/never') return undefined
    return answer.writeHead(200, { 'content-type': 'text/plain' }).end('hello')
  })
})

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, () => listening()))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function call(path: string, more: Partial<HttpCall> = {}): HttpCall {
  const signal = new AbortController().signal
  return {
    uri: `http://localhost:${port}${path}`,
    method: 'GET',
    headers: {},
    timeoutMs: 5000,
    followRedirects: true,
    maxBytes: 1000,
    signal,
    ...more,
  }
}

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
  ])('%s is private', (address) => expect(isPrivate(address)).toBe(true))

  it.each(['8.8.8.8', '172.15.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(isPrivate(address)).toBe(false),
  )

  it('are allowed by name, number and range', () => {
    const allow = new AllowList('intranet.example, 10.1.0.0/16,fd00::1')
    expect([
      allow.allowsHost('INTRANET.example'),
      allow.allowsAddress('10.1.9.9'),
      allow.allowsAddress('fd00::1'),
    ]).toEqual([true, true, true])
    expect([allow.allowsHost('example'), allow.allowsAddress('10.2.0.1')]).toEqual([false, false])
  })
})

describe('a call', () => {
  it('reaches what is allowed', async () => {
    const { status, body } = await request(call('/'))
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'hello'])
  })

  it.each([
    'http://127.0.0.1',
    'http://[::1]',
    'http://0x7f000001',
    'http://2130706433',
    'http://[::ffff:127.0.0.1]',
  ])('to %s is refused', async (host) => {
    const before = seen.length
    await expect(request(call('/', { uri: `${host}:${port}/` }))).rejects.toThrow(/private or local/)
    expect(seen.length).toBe(before)
  })

  it('is refused where a redirect leads inwards', async () => {
    await expect(request(call('/inward'))).rejects.toThrow(/private or local/)
    expect(seen.some(({ url }) => url === '/secret')).toBe(false)
  })

  it('follows a redirect as the method says, and not for ever', async () => {
    await request(call('/onward', { method: 'POST', body: 'x', headers: { authorization: 'Bearer t' } }))
    expect(seen.at(-1)).toMatchObject({ url: '/there', method: 'GET', authorization: 'Bearer t', body: '' })
    await expect(request(call('/round'))).rejects.toThrow(/redirects/)
  })

  it('is no file and no other scheme', async () => {
    await expect(request(call('/', { uri: 'file:///etc/passwd' }))).rejects.toThrow(/http or https/)
  })

  it('ends where the answer is too long or too late', async () => {
    await expect(request(call('/long'))).rejects.toThrow(/longer than 1000/)
    await expect(request(call('/never', { timeoutMs: 200 }))).rejects.toThrow(/no answer within 0.2 s/)
  })
})
