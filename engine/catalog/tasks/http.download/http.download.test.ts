import { describe, expect, it } from 'vitest'
import type { HttpCall, HttpStream, TaskHost } from '#engine/catalog/host.ts'
import download from './activity.ts'
import { fileNameOf } from './file-name.ts'
import spec from './spec.ts'

async function run(given: Record<string, unknown>, answer: Partial<HttpStream> & { texts?: string[] } = {}) {
  const stored: { name: string; text: string }[] = []
  const calls: HttpCall[] = []
  let discarded = false
  const { texts = ['hel', '', 'lo'], ...rest } = answer
  const host = {
    signal: new AbortController().signal,
    log: async () => undefined,
    metric: () => undefined,
    http: {
      open: async (call: HttpCall): Promise<HttpStream> => {
        calls.push(call)
        const body = (async function* () {
          for (const text of texts) yield await Promise.resolve(Buffer.from(text))
        })()
        return { status: 200, headers: {}, body, discard: async () => void (discarded = true), ...rest }
      },
    },
    files: {
      put: async (name: string, content: AsyncIterable<Uint8Array>) => {
        let text = ''
        for await (const chunk of content) text += Buffer.from(chunk).toString()
        stored.push({ name, text })
        return { uri: 'kestra:///made', name, size: text.length, sha256: '' }
      },
    },
  } as unknown as TaskHost
  const properties = spec.properties.parse({ uri: 'https://shop.example/a/orders.csv?x=1', ...given })
  const result = await download(properties as Parameters<typeof download>[0], host)
  return { result, stored, discarded, call: calls[0] }
}

describe('http.download', () => {
  it('puts the answer into a file that is called like the end of its address', async () => {
    const { result, stored, call } = await run({})
    expect(stored).toEqual([{ name: 'orders.csv', text: 'hello' }])
    expect(result).toEqual({
      state: 'SUCCESS',
      outputs: { uri: 'kestra:///made', code: 200, length: 5, headers: {} },
    })
    expect(call).toMatchObject({ method: 'GET', maxBytes: 1024 ** 3, timeoutMs: undefined })
  })

  it('has the name that the author wants, else the one of the answer', async () => {
    const headers = { 'content-disposition': 'attachment; filename="list.txt"' }
    expect((await run({}, { headers })).stored[0]?.name).toBe('list.txt')
    expect((await run({ saveAs: 'mine.txt' }, { headers })).stored[0]?.name).toBe('mine.txt')
  })

  it('stores nothing of a failure, nor of an empty answer unless it may be', async () => {
    const failed = await run({}, { status: 404 })
    expect(failed).toMatchObject({ stored: [], discarded: true, result: { state: 'FAILED' } })
    const empty = await run({}, { texts: [''] })
    expect(empty).toMatchObject({
      stored: [],
      result: { state: 'FAILED', message: expect.stringContaining('without content') },
    })
    const allowed = await run({ failOnEmptyResponse: false }, { texts: [] })
    expect(allowed).toMatchObject({ stored: [{ text: '' }], result: { outputs: { length: 0 } } })
    expect(await run({ options: { allowFailed: true } }, { status: 404 })).toMatchObject({
      stored: [{ text: 'hello' }],
      result: { state: 'SUCCESS', outputs: { code: 404 } },
    })
  })
})

it.each([
  [undefined, 'https://x.example/', 'download'],
  [undefined, 'https://x.example/a%20b.txt', 'a b.txt'],
  [undefined, 'https://x.example/%zz', '%zz'],
  ['attachment', 'https://x.example/a.txt', 'a.txt'],
  ['attachment; filename=plain.txt', 'https://x.example/', 'plain.txt'],
  [String.raw`attachment; filename="a \"b\".txt"`, 'https://x.example/', 'a "b".txt'],
  ['attachment; filename="x.txt"; filename*=UTF-8\'\'f%C3%BCr.txt', 'https://x.example/', 'für.txt'],
  ["attachment; filename*=iso-8859-1'en'%A3.txt", 'https://x.example/', '£.txt'],
  ['attachment; filename="../../etc/passwd"', 'https://x.example/', 'passwd'],
  ['attachment; filename=""', 'https://x.example/b', 'b'],
])('a file of %j at %s is called %s', (disposition, uri, name) => {
  expect(fileNameOf(disposition, uri)).toBe(name)
})
