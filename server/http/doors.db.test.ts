import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { judgedAddress } from './agent.ts'
import { request } from './request.ts'

const server = http.createServer((_, answer) => answer.end('hello'))
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address() as AddressInfo
const root = `http://127.0.0.1:${port}`
// what the launcher says where the demo was made
process.env.FORMWORK_DEMO_DOORS = `${root}/hook/flow/,postgresql://reader@127.0.0.1:5432/shop`
afterAll(() => server.close())

const call = (uri: string) =>
  request({
    uri,
    method: 'GET',
    headers: {},
    followRedirects: true,
    maxBytes: 1000,
    signal: new AbortController().signal,
  })

test('a door opens what is below it', async () => {
  expect((await call(`${root}/hook/flow/key`)).status).toBe(200)
})

test.each(['/hook/flow', '/hook/flow/../other/key', '/hook/flow/%2e%2e/other/key', '/hook/other/key', '/'])(
  'and not %s',
  async (path) => {
    await expect(call(`${root}${path}`)).rejects.toThrow('private or local')
  },
)

test('nor the same by another name, user or port', async () => {
  await expect(call(`http://a:b@127.0.0.1:${port}/hook/flow/key`)).rejects.toThrow('private or local')
  await expect(call(`http://[::ffff:127.0.0.1]:${port}/hook/flow/key`)).rejects.toThrow('private or local')
  await expect(call(`http://localhost:${port}/hook/flow/key`)).rejects.toThrow('private or local')
})

test('a database is opened for one user, and no other at it', async () => {
  expect(await judgedAddress('postgresql://reader@127.0.0.1:5432/shop')).toBe('127.0.0.1')
  for (const place of [
    'formwork@127.0.0.1:5432/shop',
    'reader@127.0.0.1:5432/formwork',
    'reader@127.0.0.1:5433/shop',
  ])
    await expect(judgedAddress(`postgresql://${place}`)).rejects.toThrow('private or local')
})
