import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { localPath } from './address.ts'
import { previewExecutionFile } from './preview.ts'
import { putFile } from './put-file.ts'

const executionId = randomBytes(8).toString('hex')
const owner = { namespace: 'test.preview', flowId: 'f', executionId }
let engineer: Actor

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  await db.execution.create({
    data: {
      id: executionId,
      namespace: owner.namespace,
      flowId: owner.flowId,
      flowRevision: 1,
      state: 'SUCCESS',
      inputs: {},
      labels: {},
      histories: [],
    },
  })
})

async function preview(
  name: string,
  content: string | Uint8Array,
  wish: { maxRows?: number; encoding?: string } = {},
) {
  const { uri } = await putFile({ owner, name, content: Buffer.from(content) })
  return previewExecutionFile(engineer, executionId, { uri, ...wish })
}

it('shows text as it is, and only so many lines', async () => {
  expect(await preview('a.txt', 'one\ntwo\n')).toEqual({
    extension: 'txt',
    size: 8,
    type: 'TEXT',
    content: 'one\ntwo',
    maxLine: 100,
    truncated: false,
  })
  expect(await preview('a.log', 'one\ntwo\nthree', { maxRows: 2 })).toMatchObject({
    content: 'one\ntwo',
    truncated: true,
  })
  expect(await preview('README.md', '# Hi')).toMatchObject({ type: 'MARKDOWN', content: '# Hi' })
  expect(await preview('none', '')).toMatchObject({
    extension: '',
    type: 'TEXT',
    content: '',
    truncated: false,
  })
})

it('reads no more of a long file than is shown', async () => {
  const { content, truncated } = await preview('long.txt', 'x'.repeat(3_000_000))
  expect([String(content).length, truncated]).toEqual([2 * 1024 * 1024, true])
})

it('reads the character set that is named, and refuses one that there is not', async () => {
  const latin = Buffer.from('é', 'latin1')
  expect(await preview('a.txt', latin, { encoding: 'ISO-8859-1' })).toMatchObject({ content: 'é' })
  await expect(preview('a.txt', 'x', { encoding: 'foo' })).rejects.toMatchObject({
    code: 'invalid',
    message: "Unable to preview using encoding 'foo'",
  })
})

it('shows rows of Ion and CSV as a list, and what is none of them as text', async () => {
  const ion = '{"a":1,"b":{"c":null}}\n{a: 9007199254740993, when: 2026-01-31T12:00:00Z}\n[1]\n'
  expect(await preview('rows.ion', ion, { maxRows: 2 })).toMatchObject({
    type: 'LIST',
    content: [
      { a: 1, b: { c: null } },
      { a: '9007199254740993', when: '2026-01-31T12:00:00Z' },
    ],
    truncated: true,
  })
  expect(await preview('list.csv', 'a;b;\n1;"x;y";2\n\n3\n')).toMatchObject({
    type: 'LIST',
    content: [
      { a: '1', b: 'x;y', col_2: '2' },
      { a: '3', b: null, col_2: null },
    ],
    truncated: false,
  })
  expect(await preview('broken.ion', '{"a":')).toMatchObject({ type: 'TEXT', content: '{"a":' })
  const many = await preview('many.csv', `n\n${'1234567\n'.repeat(300_000)}`, { maxRows: 5000 })
  expect([(many.content as unknown[]).length, many.truncated]).toEqual([5000, true])
})

it('shows pictures whole, and nothing of other bytes', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  expect(await preview('a.PNG', png)).toMatchObject({
    extension: 'png',
    type: 'IMAGE',
    content: png.toString('base64'),
  })
  expect(await preview('big.png', Buffer.alloc(5_000_000))).toMatchObject({
    type: 'IMAGE',
    content: '',
    truncated: true,
  })
  expect(await preview('a.bin', Uint8Array.of(1, 0, 2))).toMatchObject({
    type: 'BINARY',
    content: '',
    truncated: true,
  })
})

it('is for those who may read the files of the execution, and for its own files', async () => {
  const { uri } = await putFile({ owner, name: 'a.txt', content: Buffer.from('x') })
  const { actor } = await makePerson({ roles: ['requester'] })
  await expect(previewExecutionFile(actor, executionId, { uri })).rejects.toMatchObject({ code: 'not-found' })
  const foreign = await putFile({
    owner: { ...owner, executionId: 'another' },
    name: 'a.txt',
    content: Buffer.from('x'),
  })
  for (const wrong of [foreign.uri, '/etc/passwd', 'kestra:///a/../../etc/passwd'])
    await expect(previewExecutionFile(engineer, executionId, { uri: wrong })).rejects.toMatchObject({
      code: 'not-found',
    })
  await rm(localPath(uri))
  await expect(previewExecutionFile(engineer, executionId, { uri })).rejects.toMatchObject({
    code: 'not-found',
  })
})
