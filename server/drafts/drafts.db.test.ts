import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { openApp } from '#server/apps/open-app.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { db } from '#server/db.ts'
import { appendUpload, createUpload, purgeUploads } from '#server/files/uploads.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { disconnectTemporal } from '#server/temporal.ts'
import { addFollower } from '#server/followers/follow.ts'
import { makePerson } from '#tests/harness/people.ts'
import { copyRequest } from './copy-request.ts'
import { createDraft } from './create-draft.ts'
import { deleteDraft, purgeDrafts } from './delete-draft.ts'
import { getDraft } from './get-draft.ts'
import { listDrafts, mostDrafts } from './list-drafts.ts'
import { saveDraft } from './save-draft.ts'

let engineer: Actor
let nora: Actor
let stranger: Actor
let nobody: Actor

const dayMs = 24 * 3600 * 1000
const inputs = `
  - { id: what, type: STRING, displayName: What }
  - { id: amount, type: INT, required: false }
  - { id: pin, type: SECRET, required: false }
  - { id: quote, type: FILE, required: false, displayName: Quote }
  - id: items
    type: TABLE
    required: false
    columns:
      - { id: name, type: STRING }
`

const flow = (id: string, list = inputs) => `id: ${id}
namespace: company.drafts
inputs:${list}
tasks:
  - { id: hello, type: log, message: hello }
`

async function appOf(flowId: string): Promise<string> {
  const app = await db.app.findFirstOrThrow({ where: { namespace: 'company.drafts', flowId } })
  return app.id
}

async function uploaded(actor: Actor, name: string, text: string): Promise<string> {
  const { id } = await createUpload(actor, { name, size: text.length })
  await appendUpload(actor, { id, offset: 0, body: new Blob([text]).stream() })
  return id
}

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  nora = (await makePerson()).actor
  stranger = (await makePerson()).actor
  nobody = (await makePerson({ roles: [] })).actor
  for (const id of ['order', 'moved', 'copied', 'kept', 'many', 'doubled']) await saveFlow(engineer, flow(id))
})

afterAll(disconnectTemporal)

it('keeps what was typed, right or wrong, and never a secret', async () => {
  const app = await appOf('order')
  const quote = await uploaded(nora, 'quote.txt', 'a quote')
  const values = {
    what: 'Laptops\n<b>x</b>',
    amount: 'a dozen',
    pin: '1234',
    quote,
    items: [{ name: 'a' }, 'no row'],
    stranger: 1,
  }
  const { id, version, title, usable, keptUntil, updatedAt } = await createDraft(nora, app, {
    values,
    step: 2,
  })
  expect({ version, title, usable }).toEqual({ version: 1, title: 'Order: Laptops', usable: true })
  expect(Date.parse(keptUntil) - Date.parse(updatedAt)).toBe(90 * dayMs)
  const stored = await db.draft.findUniqueOrThrow({ where: { id } })
  expect(JSON.stringify(stored)).not.toMatch(/1234/)
  expect(await getDraft(nora, id)).toMatchObject({
    values: { what: 'Laptops\n<b>x</b>', amount: 'a dozen', quote, items: [{ name: 'a' }, 'no row'] },
    step: 2,
    files: [{ id: quote, name: 'quote.txt', size: 7 }],
    unfit: [],
  })
  expect((await listDrafts(nora, { app })).map((draft) => draft.id)).toEqual([id])
  expect(await listDrafts(nora, { q: 'laptop' })).toHaveLength(1)
  expect(await listDrafts(nora, { q: '100%' })).toEqual([])
})

it('is nobody else’s, whatever they may elsewhere', async () => {
  const app = await appOf('order')
  const { id } = await createDraft(nora, app, { values: { what: 'mine' } })
  const admin = (await makePerson({ roles: ['admin'] })).actor
  for (const other of [stranger, admin]) {
    await expect(getDraft(other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(saveDraft(other, id, { values: {}, step: 0, version: 1 })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(deleteDraft(other, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await listDrafts(other)).toEqual([])
  }
  expect((await getDraft(nora, id)).values).toEqual({ what: 'mine' })
  await expect(createDraft(nobody, app, { values: {} })).rejects.toMatchObject({ code: 'not-found' })
  await deleteDraft(nora, id)
  await expect(deleteDraft(nora, id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(getDraft(nora, id)).rejects.toMatchObject({ code: 'not-found' })
})

it('changes on the version that it was typed on, and a repeat of a change is no other one', async () => {
  const { id } = await createDraft(nora, await appOf('order'), { values: { what: 'one' } })
  const second = { values: { what: 'two', amount: '2' }, step: 1, version: 1 }
  expect(await saveDraft(nora, id, second)).toEqual({ version: 2 })
  expect(await saveDraft(nora, id, second)).toEqual({ version: 2 })
  await expect(saveDraft(nora, id, { ...second, values: { what: 'other' } })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect((await getDraft(nora, id)).values).toEqual(second.values)
  const many = await Promise.allSettled(
    ['a', 'b', 'c', 'd'].map((what) => saveDraft(nora, id, { values: { what }, step: 0, version: 2 })),
  )
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await getDraft(nora, id)).version).toBe(3)
})

it('refuses what is too large, and more drafts than anybody needs', async () => {
  const app = await appOf('many')
  const large = { what: 'x'.repeat(500_000) }
  await expect(createDraft(nora, app, { values: large })).rejects.toMatchObject({ code: 'too-large' })
  const busy = (await makePerson()).actor
  for (let i = 0; i < mostDrafts; i++) await createDraft(busy, app, { values: { what: String(i) } })
  await expect(createDraft(busy, app, { values: {} })).rejects.toMatchObject({ code: 'too-many' })
  expect(await listDrafts(busy)).toHaveLength(mostDrafts)
})

describe('sent', () => {
  it('ends with the start of its request, once', async () => {
    const app = await appOf('doubled')
    const { id: draftId } = await createDraft(nora, app, { values: { what: 'Desk' } })
    const call = { values: { what: 'Desk' }, draftId, idempotencyKey: 'draft-once' }
    const [first, again] = await Promise.all([submitApp(nora, app, call), submitApp(nora, app, call)])
    expect(again).toEqual(first)
    expect(await submitApp(nora, app, call)).toEqual(first)
    await expect(getDraft(nora, draftId)).rejects.toMatchObject({ code: 'not-found' })
    // from another tab, where it is still open
    const other = { ...call, idempotencyKey: 'another-tab' }
    await expect(submitApp(nora, app, other)).rejects.toMatchObject({
      code: 'conflict',
      details: [{ path: 'draftId' }],
    })
    expect(await db.request.count({ where: { appId: app } })).toBe(1)
  })

  it('stays where the start is refused, and where it is another’s', async () => {
    const app = await appOf('doubled')
    const { id: draftId } = await createDraft(nora, app, { values: { amount: '1' } })
    await expect(submitApp(nora, app, { values: {}, draftId })).rejects.toMatchObject({ code: 'invalid' })
    await expect(submitApp(stranger, app, { values: { what: 'x' }, draftId })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await getDraft(nora, draftId)).values).toEqual({ amount: '1' })
    expect(await db.request.count({ where: { requesterId: stranger.id } })).toBe(0)
  })
})

it('opens in a newer form with what still fits, and says what does not', async () => {
  const app = await appOf('moved')
  const values = { what: 'Desk', amount: '5', quote: 'Gone_but_once_there' }
  const { id } = await createDraft(nora, app, { values, step: 1 })
  await saveFlow(
    engineer,
    flow(
      'moved',
      `
  - { id: amount, type: INT, min: 10 }
  - { id: quote, type: FILE, required: false, displayName: Quote }
  - { id: more, type: STRING, required: false }
`,
    ),
  )
  const draft = await getDraft(nora, id)
  expect(draft).toMatchObject({ values: {}, step: 0 })
  expect(draft.unfit).toEqual([
    { label: 'What', text: 'Desk', why: 'no-such-input' },
    { label: 'Amount', text: '5', why: 'does-not-fit' },
    { label: 'Quote', why: 'file-gone' },
  ])
  expect((await openApp(nora, app, { draft: draft.values })).states[0]).toMatchObject({ value: null })
})

it('keeps its files as long as it lives, and lives for 90 days', async () => {
  const app = await appOf('kept')
  const [held, loose] = [await uploaded(nora, 'held.txt', 'held'), await uploaded(nora, 'loose.txt', 'loose')]
  const { id } = await createDraft(nora, app, { values: { quote: held } })
  const inAWeek = new Date(Date.now() + 8 * dayMs)
  await purgeUploads(inAWeek)
  expect(await db.upload.findMany({ where: { id: { in: [held, loose] } }, select: { id: true } })).toEqual([
    { id: held },
  ])
  expect((await getDraft(nora, id)).files).toHaveLength(1)
  await purgeDrafts(new Date(Date.now() + 89 * dayMs))
  expect(await db.draft.count({ where: { id } })).toBe(1)
  await purgeDrafts(new Date(Date.now() + 91 * dayMs))
  expect(await db.draft.count({ where: { id } })).toBe(0)
  await purgeUploads(inAWeek)
  expect(await db.upload.count({ where: { id: held } })).toBe(0)
})

describe('a copy', () => {
  it('takes over answers and files of a request that one may see, and says what it is of', async () => {
    const app = await appOf('copied')
    const quote = await uploaded(nora, 'quote.txt', 'a quote')
    const values = { what: 'Desk', amount: 3, pin: '99', quote }
    const { requestId, number } = await submitApp(nora, app, { values })
    const { id, copiedFrom } = await copyRequest(nora, app, requestId)
    expect(copiedFrom).toEqual({ id: requestId, number })
    const draft = await getDraft(nora, id)
    expect(draft.values).toMatchObject({ what: 'Desk', amount: 3 })
    expect(draft.files).toMatchObject([{ name: 'quote.txt', size: 7 }])
    expect(draft.values).not.toHaveProperty('pin')
    // it is sent as any other, while the first one keeps its file
    const sent = await submitApp(nora, app, { values: { ...draft.values }, draftId: id })
    expect(sent.requestId).not.toBe(requestId)
    await expect(copyRequest(stranger, app, requestId)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('takes the files along for who was added to the request, too', async () => {
    const app = await appOf('copied')
    const quote = await uploaded(nora, 'quote.txt', 'a quote')
    const { requestId } = await submitApp(nora, app, { values: { what: 'Desk', quote } })
    await addFollower(nora, requestId, stranger.id)
    const { id } = await copyRequest(stranger, app, requestId)
    expect(await getDraft(stranger, id)).toMatchObject({ files: [{ name: 'quote.txt' }], unfit: [] })
  })

  it('tells of a file that could not be taken', async () => {
    const app = await appOf('copied')
    const quote = await uploaded(nora, 'quote.txt', 'a quote')
    const { requestId, executionId } = await submitApp(nora, app, { values: { what: 'Desk', quote } })
    await db.storedFile.deleteMany({ where: { executionId } })
    const { id } = await copyRequest(nora, app, requestId)
    expect((await getDraft(nora, id)).unfit).toEqual([{ label: 'Quote', why: 'file-gone' }])
  })
})

it('a link fills in neither a secret nor a file, and values are values', async () => {
  const app = await appOf('order')
  const link = {
    what: '<script>alert(1)</script>',
    pin: '1',
    quote: 'Zx8_-9aBcD',
    __proto__: { a: 1 },
    more: 'x',
  }
  const view = await openApp(nora, app, { link })
  expect(view.fromLink).toEqual(['what'])
  const values = Object.fromEntries(view.states.map(({ id, value }) => [id, value]))
  expect(values).toMatchObject({ what: '<script>alert(1)</script>', pin: null, quote: null })
})
