import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { executionIn, fileAddress, localPath, safeName } from './address.ts'
import { claimUploads } from './claim-uploads.ts'
import { downloadExecutionFile, downloadRequestFile } from './download.ts'
import { openFile } from './open-file.ts'
import { uploadPath } from './upload-path.ts'
import { appendUpload, createUpload, deleteUpload, purgeUploads } from './uploads.ts'

const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc00000030101',
  'hex',
)
const { flow } = await saveFlow(
  systemActor,
  `
id: demo
namespace: test.files
inputs:
  - id: doc
    type: FILE
tasks:
  - id: say
    type: log
    message: hi
`,
)

function body(...parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}

async function uploaded(
  actor: Awaited<ReturnType<typeof makePerson>>['actor'],
  name: string,
  content: Buffer,
): Promise<string> {
  const { id } = await createUpload(actor, { name, size: content.length })
  await appendUpload(actor, { id, offset: 0, body: body(content) })
  return id
}

async function execution(requesterId: string): Promise<{ executionId: string; requestId: string }> {
  const executionId = crypto.randomUUID()
  const requestId = crypto.randomUUID()
  await db.request.create({
    data: {
      id: requestId,
      number: requestId,
      namespace: flow.namespace,
      flowId: flow.id,
      requesterId,
      title: 'x',
      outcome: 'IN_PROGRESS',
      currentExecutionId: executionId,
    },
  })
  await db.execution.create({
    data: {
      id: executionId,
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: flow.revision,
      requestId,
      state: 'RUNNING',
      inputs: {},
      labels: {},
      histories: [],
    },
  })
  return { executionId, requestId }
}

describe('an upload', () => {
  it('grows by parts, may repeat one, and is judged by its bytes', async () => {
    const { actor } = await makePerson({ roles: ['requester'] })
    const { id } = await createUpload(actor, { name: '../../etc/photo.txt', size: png.length })
    expect(await appendUpload(actor, { id, offset: 0, body: body(png.subarray(0, 20)) })).toMatchObject({
      received: 20,
      complete: false,
    })
    await appendUpload(actor, { id, offset: 0, body: body(png.subarray(0, 20)) })
    await expect(appendUpload(actor, { id, offset: 30, body: body(png) })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await appendUpload(actor, { id, offset: 20, body: body(png.subarray(20)) })).toMatchObject({
      complete: true,
      name: 'photo.txt',
    })
    expect(await db.upload.findUniqueOrThrow({ where: { id } })).toMatchObject({ contentType: 'image/png' })
  })

  it('cannot be longer than was announced, nor than the limit', async () => {
    const { actor } = await makePerson({ roles: ['requester'] })
    const { id } = await createUpload(actor, { name: 'a.txt', size: 3 })
    await expect(
      appendUpload(actor, { id, offset: 0, body: body(Buffer.from('four')) }),
    ).rejects.toMatchObject({ code: 'too-large' })
    await expect(createUpload(actor, { name: 'b', size: 101_000_000 })).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  it("is nobody else's", async () => {
    const [mine, other] = await Promise.all([
      makePerson({ roles: ['requester'] }),
      makePerson({ roles: ['admin'] }),
    ])
    const { id } = await createUpload(mine.actor, { name: 'a', size: 1 })
    await expect(
      appendUpload(other.actor, { id, offset: 0, body: body(Buffer.from('x')) }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(deleteUpload(other.actor, id)).rejects.toMatchObject({ code: 'not-found' })
    await deleteUpload(mine.actor, id)
    expect(existsSync(uploadPath(id))).toBe(false)
  })

  it('that nobody used for a week goes away', async () => {
    const { actor } = await makePerson({ roles: ['requester'] })
    const id = await uploaded(actor, 'old.txt', Buffer.from('old'))
    expect(await purgeUploads(new Date(Date.now() + 8 * 24 * 3600 * 1000))).toBeGreaterThan(0)
    expect(existsSync(uploadPath(id))).toBe(false)
  })
})

describe('a file of a request', () => {
  it('is what it was judged to be: a part that comes after it is whole makes it none', async () => {
    const { actor } = await makePerson({ roles: ['requester'] })
    const { id } = await createUpload(actor, { name: 'offer.pdf', size: 8 })
    let send: (bytes: Uint8Array | undefined) => void = () => undefined
    const slow = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (bytes) => (bytes ? controller.enqueue(bytes) : controller.close())
      },
    })
    const late = appendUpload(actor, { id, offset: 0, body: slow })
    send(Buffer.from('%'))
    const whole = await appendUpload(actor, { id, offset: 0, body: body(Buffer.from('%PDF-1.7')) })
    expect(whole.complete).toBe(true)
    send(Buffer.from('<html>x'))
    await vi.waitFor(async () => expect(await readFile(uploadPath(id), 'utf8')).toBe('%<html>x'))
    const { executionId } = await execution(actor.id)
    await expect(
      transaction((tx) => claimUploads(tx, { actor, flow, executionId, values: { doc: id } })),
    ).rejects.toMatchObject({ code: 'invalid', details: [{ message: 'file-unknown' }] })
    send(undefined)
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is claimed once, by its person, and read by those who may', async () => {
    const [mine, other, engineer] = await Promise.all([
      makePerson({ roles: ['requester'] }),
      makePerson({ roles: ['requester'] }),
      makePerson({ roles: ['engineer'] }),
    ])
    const id = await uploaded(mine.actor, 'offer ü.csv', Buffer.from('a,b\n1,2\n'))
    const { executionId, requestId } = await execution(mine.actor.id)
    await expect(
      transaction((tx) => claimUploads(tx, { actor: other.actor, flow, executionId, values: { doc: id } })),
    ).rejects.toMatchObject({ code: 'invalid' })
    const values = await transaction((tx) =>
      claimUploads(tx, { actor: mine.actor, flow, executionId, values: { doc: id } }),
    )
    await expect(
      transaction((tx) => claimUploads(tx, { actor: mine.actor, flow, executionId, values: { doc: id } })),
    ).rejects.toMatchObject({ code: 'invalid' })
    const uri = String(values.doc)
    expect(uri).toMatch(/^kestra:\/\/\/test\/files\/demo\/executions\//)
    const answer = await downloadRequestFile(mine.actor, requestId, uri)
    expect(await answer.text()).toBe('a,b\n1,2\n')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="offer _.csv"; filename*=UTF-8''offer%20%C3%BC.csv`,
    )
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect((await downloadExecutionFile(engineer.actor, executionId, uri)).status).toBe(200)
    await expect(downloadRequestFile(other.actor, requestId, uri)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(downloadExecutionFile(other.actor, executionId, uri)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it("of another execution cannot be reached through one's own", async () => {
    const [mine, other] = await Promise.all([
      makePerson({ roles: ['requester'] }),
      makePerson({ roles: ['requester'] }),
    ])
    const id = await uploaded(other.actor, 'theirs.txt', Buffer.from('theirs'))
    const theirs = await execution(other.actor.id)
    const own = await execution(mine.actor.id)
    const values = await transaction((tx) =>
      claimUploads(tx, { actor: other.actor, flow, executionId: theirs.executionId, values: { doc: id } }),
    )
    const uri = String(values.doc)
    await expect(downloadRequestFile(mine.actor, own.requestId, uri)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(openFile(own.executionId, uri)).rejects.toThrow(/not one of this execution/)
  })
})

describe('an address', () => {
  it('cannot leave the folder of files', () => {
    const owner = { namespace: 'a.b', flowId: 'f', executionId: 'e1' }
    expect(executionIn(fileAddress(owner, 'x', 'n.txt'))).toBe('e1')
    expect(executionIn(fileAddress(owner, 'inputs/quote/u1', 'n.txt'))).toBe('e1')
    for (const bad of [
      '/etc/passwd',
      'file:///etc/passwd',
      'kestra:///a/f/executions/e1/../../../secret.key',
      'kestra:///a/f/executions/e1/%2e%2e/%2e%2e/x',
      'kestra:///a/f/executions/e1/..%2f..%2fx',
    ]) {
      expect(() => localPath(bad)).toThrow()
      expect(executionIn(bad)).toBeUndefined()
    }
    expect(safeName('a/../..')).toBe('file')
    expect(Buffer.byteLength(safeName(`${'ü'.repeat(300)}.pdf`))).toBeLessThanOrEqual(180)
    expect(safeName(`${'😀'.repeat(60)}.docx`)).toBe(`${'😀'.repeat(43)}.docx`)
    expect(safeName(`a.${'😀'.repeat(60)}`)).toBe(`a.${'😀'.repeat(44)}`)
    expect(safeName('invoice\u202efdp.exe')).toBe('invoicefdp.exe')
    expect(safeName('a/\nb')).toBe('b')
  })
})
