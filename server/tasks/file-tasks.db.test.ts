import { existsSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TaskEnd } from '#engine/flow/advance/events.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { openFile } from '#server/files/open-file.ts'
import { unsealDeep } from '#server/secrets/seal.ts'
import { publish, type Published } from './testdata/published.ts'

// Only the name is allowed: the same server by its number is a private address like any other.
process.env.FORMWORK_HTTP_ALLOW = 'localhost'
process.env.SECRET_API_TOKEN = Buffer.from('hunter2-hunter2').toString('base64')

const uriOf = ({ outputs }: TaskEnd) => String(outputs?.uri)

/** A file as the execution of its address reads it. */
async function textOf(uri: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await openFile(uri.split('/executions/')[1]?.split('/')[0] ?? '', uri))
    chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Runs tasks one after the other, each with the outputs of those before. */
async function runAll(
  run: Published['run'],
  ids: string[],
  outputs: JsonObject = {},
): Promise<Record<string, TaskEnd>> {
  const ends: Record<string, TaskEnd> = {}
  for (const id of ids) {
    const end = await run(id, { context: { outputs, inputs: { least: 3 } } })
    ends[id] = end
    outputs[id] = end.outputs ?? {}
  }
  return ends
}

describe('files of an execution', () => {
  it('are written, joined, split, filtered, turned round and weighed', async () => {
    const { run } =
      await publish(`- {id: a, type: storage.write, content: "{\\"n\\":1}\\n{\\"n\\":2}\\n", extension: .ion}
- {id: b, type: storage.write, content: "{\\"n\\":3}\\n{\\"n\\":3}\\n", extension: .ion}
- {id: all, type: storage.concat, files: ["{{ outputs.a.uri }}", "{{ outputs.b.uri }}"], extension: .ion}
- {id: parts, type: storage.split, from: "{{ outputs.all.uri }}", rows: 3}
- {id: again, type: storage.concat, files: "{{ outputs.parts.uris }}"}
- {id: each, type: storage.deduplicate-items, from: "{{ outputs.all.uri }}", expr: "{{ n }}"}
- {id: some, type: storage.filter-items, from: "{{ outputs.all.uri }}", filterCondition: "{{ n >= inputs.least }}"}
- {id: back, type: storage.reverse, from: "{{ outputs.each.uri }}"}
- {id: csv, type: ion-to-csv, from: "{{ outputs.back.uri }}"}
- {id: size, type: storage.size, uri: "{{ outputs.csv.uri }}"}`)
    const ends = await runAll(run, ['a', 'b', 'all', 'parts', 'again', 'each', 'some', 'back', 'csv', 'size'])
    expect(Object.values(ends).map(({ state }) => state)).toEqual(Array(10).fill('SUCCESS'))
    const parts = ends.parts?.outputs?.uris as string[]
    expect(await Promise.all(parts.map(textOf))).toEqual(['{"n":1}\n{"n":2}\n{"n":3}\n', '{"n":3}\n'])
    expect(await textOf(uriOf(ends.again as TaskEnd))).toBe('{"n":1}\n{"n":2}\n{"n":3}\n{"n":3}\n')
    expect(await textOf(uriOf(ends.some as TaskEnd))).toBe('{"n":3}\n{"n":3}\n')
    expect(await textOf(uriOf(ends.csv as TaskEnd))).toBe('n\n3\n2\n1\n')
    expect(ends.size?.outputs).toEqual({ size: 8 })
  })

  it('are deleted with their bytes, and only by who may read them', async () => {
    const tasks = `- {id: made, type: storage.write, content: x}
- {id: gone, type: storage.delete, uri: "{{ inputs.uri }}"}
- {id: missed, type: storage.delete, uri: "{{ inputs.uri }}", errorOnMissing: true}
- {id: size, type: storage.size, uri: "{{ inputs.uri }}"}`
    const [{ run }, { run: stranger }] = [await publish(tasks), await publish(tasks)]
    const uri = uriOf(await run('made'))
    const context = { inputs: { uri } }
    for (const task of ['gone', 'size'])
      expect(await stranger(task, { context })).toMatchObject({
        state: 'FAILED',
        message: expect.stringContaining('not one of this execution'),
      })
    expect(await run('gone', { context })).toMatchObject({ outputs: { deleted: true } })
    expect([existsSync(localPath(uri)), await db.storedFile.count({ where: { uri } })]).toEqual([false, 0])
    expect(await run('gone', { context })).toMatchObject({ state: 'SUCCESS', outputs: { deleted: false } })
    expect(await run('missed', { context })).toMatchObject({ state: 'FAILED' })
    expect(await run('size', { context })).toMatchObject({
      state: 'FAILED',
      message: `There is no file ${uri}.`,
    })
  })

  it('are purged together, and no others', async () => {
    const tasks = `- {id: a, type: storage.write, content: x}
- {id: b, type: storage.write, content: y}
- {id: purge, type: storage.purge}`
    const [{ run }, { run: other }] = [await publish(tasks), await publish(tasks)]
    const foreign = uriOf(await other('a'))
    const uris = [uriOf(await run('a')), uriOf(await run('b'))]
    expect((await run('purge')).outputs?.uris).toEqual(expect.arrayContaining(uris))
    expect([...uris, foreign].map((uri) => existsSync(localPath(uri)))).toEqual([false, false, true])
  })

  it('that hold values of the product itself are not deleted', async () => {
    const { run } = await publish(`- {id: big, type: return, format: "{{ inputs.text }}"}
- {id: gone, type: storage.delete, uri: "{{ inputs.uri }}"}`)
    const big = await run('big', { context: { inputs: { text: 'x'.repeat(5000) } } })
    const { uri } = big.outputs?.value as { uri: string }
    expect(await run('gone', { context: { inputs: { uri } } })).toMatchObject({ state: 'FAILED' })
    expect(existsSync(localPath(uri))).toBe(true)
  })
})

describe('a templated task', () => {
  const made = async (spec: string) => {
    const { run, linesOf } = await publish(`- id: made\n  type: templated\n  spec: ${JSON.stringify(spec)}`)
    const context = { inputs: { type: 'log', text: "{{ secret('API_TOKEN') }}" } }
    return { end: await run('made', { context }), lines: await linesOf('made') }
  }

  it('runs what its text renders to, in either spelling, and renders it once', async () => {
    expect(await made('type: {{ inputs.type }}\nmessage: "{{ inputs.text }}"\nid: any')).toMatchObject({
      end: { state: 'SUCCESS' },
      lines: ["INFO {{ secret('API_TOKEN') }}"],
    })
    expect(await made('type: io.kestra.plugin.core.debug.Return\nformat: x')).toMatchObject({
      end: { outputs: { value: 'x' } },
    })
  })

  it.each([
    ['type: nothing', 'no type `nothing`'],
    ['type: sequential\ntasks: []', 'steers others'],
    ['type: log\nmessage: x\nretry: {}', '`retry`'],
    ['type: log\nmessage: x\nlevel: LOUD', '`level`'],
    ['type: http.request\nuri: x\noptions: {ssl: {}}', '`options.ssl`'],
  ])('fails for %j', async (spec, reason) => {
    const { end } = await made(spec)
    expect(end).toMatchObject({ state: 'FAILED', message: expect.stringContaining(reason) })
  })
})

describe('a call', () => {
  let port = 0
  const server = http.createServer((call, answer) => {
    let body = ''
    call.on('data', (chunk: Buffer) => (body += chunk.toString()))
    call.on('end', () => {
      if (call.url === '/inward') answer.writeHead(302, { location: `http://127.0.0.1:${port}/x` }).end()
      else if (call.url === '/echo') answer.end(body)
      else
        answer.writeHead(200, { 'content-disposition': 'attachment; filename="a b.csv"' }).end('a,b\n1,2\n')
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

  it('downloads into a file of the execution', async () => {
    const { run } = await publish(`- {id: csv, type: http.download, uri: "http://localhost:${port}/list"}
- {id: rows, type: csv-to-ion, from: "{{ outputs.csv.uri }}"}`)
    const { csv, rows } = await runAll(run, ['csv', 'rows'])
    expect(csv).toMatchObject({ state: 'SUCCESS', outputs: { code: 200, length: 8 } })
    expect(uriOf(csv as TaskEnd)).toMatch(/\/a%20b\.csv$/)
    expect(await textOf(uriOf(rows as TaskEnd))).toBe('{"a":"1","b":"2"}\n')
  })

  it('stores nothing of what it may not reach, or what is too long', async () => {
    const { run } = await publish(`- {id: inward, type: http.download, uri: "http://localhost:${port}/inward"}
- {id: long, type: http.download, uri: "http://localhost:${port}/list", options: {maxBytes: 4}}`)
    const before = await db.storedFile.count()
    expect(await run('inward')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('private or local'),
    })
    expect(await run('long')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('longer than 4'),
    })
    expect(await db.storedFile.count()).toBe(before)
  })

  it('sends files of the execution in a form', async () => {
    const { run } = await publish(`- {id: made, type: storage.write, content: inside, extension: .txt}
- id: sent
  type: http.request
  uri: http://localhost:${port}/echo
  method: POST
  contentType: multipart/form-data
  formData: {file: "{{ outputs.made.uri }}", note: hi}`)
    const { sent } = await runAll(run, ['made', 'sent'])
    const body = String(sent?.outputs?.body)
    expect(body).toContain(
      'name="file"; filename="made.txt"\r\nContent-Type: application/octet-stream\r\n\r\ninside\r\n',
    )
    expect(body).toContain('name="note"\r\n\r\nhi\r\n')
  })

  it('keeps an answer encrypted where it is asked to', async () => {
    const { run, linesOf } = await publish(`- id: call
  type: http.request
  uri: http://localhost:${port}/echo
  method: POST
  body: a private answer
  encryptBody: true
- {id: use, type: log, message: "{{ outputs.call.encryptedBody }}!"}`)
    const { call } = await runAll(run, ['call', 'use'])
    expect(JSON.stringify(call)).not.toContain('a private answer')
    expect(unsealDeep(call?.outputs?.encryptedBody ?? null, () => undefined)).toBe('a private answer')
    expect(await linesOf('use')).toEqual(['INFO ********!'])
  })
})
