import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { request } from './request.ts'

Object.assign(process.env, {
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  FORMWORK_HTTP_ALLOW: '',
})

// The resolver is the attacker's: it answers what they like, and each time something else.
const answers = vi.hoisted(() => ({ next: [] as string[][], asked: 0 }))
vi.mock('node:dns/promises', () => ({
  lookup: async () => {
    answers.asked++
    return (answers.next.shift() ?? []).map((address) => ({ address, family: 4 }))
  },
}))

let reached = 0
const inside = http.createServer((_, answer) => {
  reached++
  answer.end('inside')
})
let port = 0

beforeAll(async () => {
  await new Promise<void>((ready) => inside.listen(0, '127.0.0.1', () => ready()))
  port = (inside.address() as AddressInfo).port
})
afterAll(() => {
  inside.closeAllConnections()
  inside.close()
})

function call(host: string, connectTimeoutMs = 300): Promise<unknown> {
  return request({
    uri: `http://${host}:${port}/`,
    method: 'GET',
    headers: {},
    timeoutMs: 2000,
    connectTimeoutMs,
    followRedirects: true,
    maxBytes: 1000,
    signal: new AbortController().signal,
  })
}

it('a public name that leads inside is refused', async () => {
  answers.next = [['127.0.0.1']]
  await expect(call('innocent.example')).rejects.toThrow(/private or local/)
})

it('so is one that leads there among others', async () => {
  answers.next = [['203.0.114.9', '10.0.0.1']]
  await expect(call('mixed.example')).rejects.toThrow(/private or local/)
})

it('a name is asked for once: the address that was judged is the one that is called', async () => {
  // nobody is there, so that no connection comes about; the second answer would lead inside
  answers.next = [['203.0.114.9'], ['127.0.0.1']]
  answers.asked = 0
  await expect(call('rebinding.example')).rejects.toThrow(/203\.0\.114\.9|no answer|time/i)
  expect(answers.asked).toBe(1)
  expect(reached).toBe(0)
})
