import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { HttpCall, TaskHost } from '#engine/catalog/host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import slack from './activity.ts'
import spec from './spec.ts'

/** A chat on this machine. */
const got: { body: unknown; type?: string }[] = []
let answer = { status: 200, text: 'ok' }
const chat = createServer((request: IncomingMessage, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    got.push({ body: JSON.parse(Buffer.concat(chunks).toString()), type: request.headers['content-type'] })
    response.writeHead(answer.status).end(answer.text)
  })
})
await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/services/T0/B0/key`
afterAll(() => chat.close())
beforeEach(() => {
  got.length = 0
  answer = { status: 200, text: 'ok' }
})

const host = {
  signal: new AbortController().signal,
  log: async () => undefined,
  http: {
    request: async ({ uri, method, headers, body }: HttpCall) => {
      const response = await fetch(uri, { method, headers, body: String(body) })
      return { status: response.status, headers: {}, body: new Uint8Array(await response.arrayBuffer()) }
    },
  },
} as unknown as TaskHost

const run = (given: object, at = host) => slack(spec.properties.parse({ url, ...given }) as never, at)

describe('slack.webhook', () => {
  it('posts a text as it is, whatever signs are in it', async () => {
    const text = 'Say "hello"\n*twice* \\ {}'
    expect(await run({ messageText: text })).toEqual({ state: 'SUCCESS', outputs: {} })
    expect(got).toEqual([{ body: { text }, type: 'application/json' }])
  })

  it('posts blocks, of a map or of JSON, and a text beside them', async () => {
    const blocks = [{ type: 'divider' }]
    await run({ payload: { blocks }, messageText: 'a' })
    await run({ payload: JSON.stringify({ blocks }) })
    expect(got.map(({ body }) => body)).toEqual([{ blocks, text: 'a' }, { blocks }])
  })

  it('fails with the word of the chat', async () => {
    answer = { status: 403, text: 'invalid_token' }
    expect(await run({ messageText: 'a' })).toEqual({
      state: 'FAILED',
      message: 'The chat answered 403: invalid_token',
    })
    expect((await run({ messageText: 'a', options: { allowFailed: true } })).state).toBe('SUCCESS')
  })

  it('says no word of its address', async () => {
    const request = () => Promise.reject(new Error(`POST ${url}: not reached`))
    const failing = { ...host, http: { request } } as unknown as TaskHost
    await expect(run({ messageText: 'a' }, failing)).rejects.toThrow('POST (the webhook): not reached')
  })

  it('says where JSON is none', async () => {
    await expect(run({ payload: '{"text": "a\n"}' })).rejects.toThrow(/`payload` is not JSON.*messageText/)
    await expect(run({ payload: '[1]' })).rejects.toThrow('not a map')
  })

  it('refuses at save a call without a message, and JSON that is none', () => {
    const message = (given: string) =>
      problemsOf(`{id: t, type: slack.webhook, url: 'https://x.example', ${given}}`)
    expect(message('options: {}')).toEqual([expect.stringContaining('there is no message')])
    expect(message("payload: 'hello'")).toEqual([expect.stringContaining('not a map in JSON')])
    expect(message('payload: \'{"text": "{{ execution.id }}"}\'')).toEqual([])
  })
})
