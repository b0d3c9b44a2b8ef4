import { existsSync } from 'node:fs'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { downloadRequestFile } from '#server/files/download.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { addFollower, removeFollower } from '#server/followers/follow.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { deleteComment, editComment } from './change-comment.ts'
import { listComments } from './list-comments.ts'
import { findPeople } from './people.ts'
import { writeComment } from './write-comment.ts'

const source = `
id: laptop
namespace: talk.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
let nora: Actor
let dora: Actor
let vera: Actor
let otto: Actor
let stranger: Actor
let requestId = ''

beforeAll(async () => {
  nora = (await makePerson({ name: 'Nora Talk' })).actor
  dora = (await makePerson({ name: 'Dora Talk' })).actor
  vera = (await makePerson({ name: 'Vera Talk', roles: [{ role: 'viewer', namespace: 'talk' }] })).actor
  otto = (await makePerson({ name: 'Otto Talk' })).actor
  stranger = (await makePerson({ name: 'Sam Talk' })).actor
  requestId = await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: dora.id,
    executionId: 'talk-execution-01',
    approvalId: 'talk-approval-01',
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
})

const plain = (text: string) => ({ text, mentions: [], uploadIds: [] })
const kindsOf = async (actor: Actor) => (await listNotices(actor)).results.map(({ kind }) => kind)

async function upload(actor: Actor, name: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const { id } = await createUpload(actor, { name, size: bytes.length })
  await appendUpload(actor, { id, offset: 0, body: new Blob([bytes]).stream() })
  return id
}

test('people of a request write to each other: Markdown, names, files; each is told once', async () => {
  const uploadId = await upload(nora, 'quote.txt', 'twelve')
  const made = await writeComment(nora, requestId, {
    text: '**Which** one, @Dora Talk? <script>alert(1)</script>',
    mentions: [dora.id],
    uploadIds: [uploadId],
  })
  expect(made.html).toContain('<strong>Which</strong>')
  expect(made.html).toContain('<strong>@Dora Talk</strong>')
  expect(made.html).not.toContain('<script')
  expect(made).toMatchObject({
    by: { name: 'Nora Talk' },
    mayDelete: true,
    files: [{ name: 'quote.txt', size: 6 }],
  })
  expect(await kindsOf(dora)).toEqual(['request-mention'])
  expect(await kindsOf(nora)).toEqual([])

  await writeComment(dora, requestId, plain('The grey one.'))
  expect(await kindsOf(nora)).toEqual(['request-comment'])
  const page = await listComments(vera, requestId)
  expect(page).toMatchObject({
    total: 2,
    results: [{ by: { name: 'Dora Talk' } }, { by: { name: 'Nora Talk' } }],
  })
  expect(page.results[0]).toMatchObject({ mayDelete: false })
  expect(page.results[0]?.source).toBeUndefined()

  const uri = made.files[0]?.uri ?? ''
  expect(await (await downloadRequestFile(dora, requestId, uri)).text()).toBe('twelve')
  await expect(downloadRequestFile(stranger, requestId, uri)).rejects.toMatchObject({ code: 'not-found' })
  const again = { text: '', mentions: [], uploadIds: [uploadId] }
  await expect(writeComment(nora, requestId, again)).rejects.toMatchObject({ code: 'invalid' })
  expect((await getRequest(nora, requestId)).history.filter(({ what }) => what === 'commented')).toHaveLength(
    2,
  )
})

test('who may not see the request neither reads, writes nor is named; who only reads does not write', async () => {
  await expect(listComments(stranger, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(writeComment(stranger, requestId, plain('x'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(findPeople(stranger, requestId, '')).rejects.toMatchObject({ code: 'not-found' })
  await expect(writeComment(vera, requestId, plain('x'))).rejects.toMatchObject({ code: 'forbidden' })
  const naming = { text: 'Hello @Sam Talk', mentions: [stranger.id], uploadIds: [] }
  await expect(writeComment(nora, requestId, naming)).rejects.toMatchObject({
    code: 'invalid',
    details: [{ path: 'mentions' }],
  })
  expect(await kindsOf(stranger)).toEqual([])
  await expect(writeComment(nora, requestId, plain(''))).rejects.toMatchObject({ code: 'invalid' })
  const others = await upload(dora, 'theirs.txt', 'x')
  await expect(
    writeComment(nora, requestId, { text: 'x', mentions: [], uploadIds: [others] }),
  ).rejects.toMatchObject({ code: 'invalid', details: [{ path: 'uploadIds' }] })
})

test('people are found: who sees the request at once, anybody from two letters of a name on', async () => {
  expect(await findPeople(nora, requestId, '')).toEqual([{ id: dora.id, name: 'Dora Talk', sees: true }])
  expect(await findPeople(nora, requestId, 's')).toEqual([])
  const found = await findPeople(nora, requestId, ' talk')
  expect(found).toContainEqual({ id: vera.id, name: 'Vera Talk', sees: true })
  expect(found).toContainEqual({ id: stranger.id, name: 'Sam Talk', sees: false })
  expect(await findPeople(nora, requestId, '%_')).toEqual([])
  await addFollower(nora, requestId, otto.id)
  expect(await findPeople(nora, requestId, 'o')).toContainEqual({
    id: otto.id,
    name: 'Otto Talk',
    sees: true,
  })
})

test('one’s own is edited for fifteen minutes, what it said is kept; another’s never', async () => {
  const { id } = await writeComment(nora, requestId, plain('Frist'))
  const place = { requestId, id }
  const change = { text: 'First, @Dora Talk', mentions: [dora.id] }
  await expect(editComment(dora, place, change)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(editComment(stranger, place, change)).rejects.toMatchObject({ code: 'not-found' })
  const edited = await editComment(nora, place, change)
  expect(edited.earlier).toMatchObject([{ text: 'Frist' }])
  expect(edited.source).toBe('First, @Dora Talk')
  expect((await kindsOf(dora)).filter((kind) => kind === 'request-mention')).toHaveLength(2)

  vi.useFakeTimers({ now: Date.now() + 16 * 60_000, toFake: ['Date'] })
  try {
    await expect(editComment(nora, place, { text: 'Late', mentions: [] })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await listComments(nora, requestId)).results.find((one) => one.id === id)?.source).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})

test('a deleted one leaves a trace, without text, earlier texts and files', async () => {
  const uploadIds = [await upload(nora, 'wrong.txt', 'wrong')]
  const { id, files } = await writeComment(nora, requestId, { text: 'Wrong one', mentions: [], uploadIds })
  const uri = files[0]?.uri ?? ''
  await expect(deleteComment(dora, { requestId, id })).rejects.toMatchObject({ code: 'forbidden' })
  await deleteComment(nora, { requestId, id })
  const { results } = await listComments(dora, requestId)
  const left = results.find((one) => one.id === id)
  expect(left).toMatchObject({ html: '', files: [], earlier: [], mayDelete: false })
  expect(left?.deletedAt).toBeDefined()
  expect(existsSync(localPath(uri))).toBe(false)
  await expect(downloadRequestFile(nora, requestId, uri)).rejects.toMatchObject({ code: 'not-found' })
  await expect(deleteComment(nora, { requestId, id })).rejects.toMatchObject({ code: 'conflict' })
})

test('pages follow each other', async () => {
  const first = await listComments(nora, requestId, { size: 1 })
  const second = await listComments(nora, requestId, { size: 1, after: first.after })
  expect(second.results[0]?.id).not.toBe(first.results[0]?.id)
  await expect(listComments(nora, requestId, { after: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  const written = await db.auditEntry.count({ where: { subjectId: requestId, action: 'request:comment' } })
  expect(written).toBe(4)
})

test('who is named in an edited text is told its beginning, in whole signs', async () => {
  const made = await writeComment(nora, requestId, plain('Soon'))
  const text = `a${'😀'.repeat(300)} @Dora Talk`
  await editComment(nora, { requestId, id: made.id }, { text, mentions: [dora.id] })
  const [notice] = (await listNotices(dora)).results
  expect(notice).toMatchObject({ kind: 'request-mention', data: { text: `a${'😀'.repeat(279)}` } })
  await deleteComment(nora, { requestId, id: made.id })
})

test('a comment that is deleted is quoted to nobody any more', async () => {
  const { id } = await writeComment(nora, requestId, plain('My password is open sesame'))
  const quoted = async () => JSON.stringify(await listNotices(dora))
  expect(await quoted()).toContain('open sesame')
  await deleteComment(nora, { requestId, id })
  expect(await quoted()).not.toContain('open sesame')
  expect((await listNotices(dora)).results[0]).toMatchObject({ kind: 'request-comment' })
})

test('who may write no more changes nothing they wrote, and may take it back', async () => {
  await addFollower(nora, requestId, vera.id)
  const { id } = await writeComment(vera, requestId, plain('Hello'))
  await removeFollower(nora, requestId, vera.id)
  const other = { text: 'Something else', mentions: [] }
  await expect(editComment(vera, { requestId, id }, other)).rejects.toMatchObject({ code: 'forbidden' })
  await deleteComment(vera, { requestId, id })
})
