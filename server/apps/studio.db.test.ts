import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { deleteFlow } from '#server/flows/delete-flow.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { unzip } from '#server/flows/archive.ts'
import { disconnectTemporal } from '#server/temporal.ts'
import { makePerson } from '#tests/harness/people.ts'
import { appTags } from './app-tags.ts'
import { catalog, searchCatalog } from './catalog.ts'
import { deleteApps, setAppsDisabled } from './change-apps.ts'
import { getApp } from './get-app.ts'
import { listAppRevisions } from './list-revisions.ts'
import { openApp, validateForm } from './open-app.ts'
import { saveApp } from './save-app.ts'
import { searchApps } from './search-apps.ts'
import { appSourceFor } from './source-for.ts'
import { submitApp } from './submit-app.ts'
import { exportApps, importApps } from './transfer.ts'
import { validateApps } from './validate-app.ts'

let engineer: Actor
let requester: Actor
let viewer: Actor
let elsewhere: Actor

const flow = (id: string, more = '', namespace = 'studio.apps') =>
  `id: ${id}\nnamespace: ${namespace}\n${more}\ntasks:\n  - {id: hello, type: log, message: hello}\n`
const app = (id: string, more = '') =>
  `id: ${id}\ntype: app\nnamespace: studio.apps\nflowId: ${id}\ndisplayName: The ${id}\n${more}\n`

const gone = { code: 'not-found' }

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  requester = (await makePerson()).actor
  viewer = (await makePerson({ roles: ['viewer'] })).actor
  elsewhere = (await makePerson({ roles: [{ role: 'admin', namespace: 'other' }] })).actor
  for (const id of ['one', 'two', 'three']) await saveFlow(engineer, flow(id))
})

afterAll(disconnectTemporal)

describe('a source', () => {
  test('is saved as revisions, and read by those who read flows', async () => {
    const first = await saveApp(engineer, app('one', 'tags: [A, B]\nthumbnail: nsfile:///desk.svg'))
    const second = await saveApp(engineer, app('one', 'tags: [A, B]\nicon: box'), {
      uid: first.id,
      expectedRevision: first.revision,
    })
    expect(await getApp(viewer, first.id)).toMatchObject({
      id: 'one',
      name: 'The one',
      revision: second.revision,
      state: 'available',
      written: true,
      source: app('one', 'tags: [A, B]\nicon: box'),
    })
    expect((await getApp(viewer, first.id, { revision: first.revision })).source).toContain('thumbnail')
    expect((await listAppRevisions(viewer, first.id)).map(({ revision }) => revision)).toEqual([
      second.revision,
      first.revision,
    ])
    for (const actor of [requester, elsewhere]) {
      await expect(getApp(actor, first.id)).rejects.toMatchObject(gone)
      await expect(listAppRevisions(actor, first.id)).rejects.toMatchObject(gone)
      await expect(exportApps(actor, [first.id])).rejects.toMatchObject(gone)
    }
  })

  test('saved over a newer one, to another namespace, or to an id that is taken is refused', async () => {
    const { id, revision } = await saveApp(engineer, app('one'))
    await expect(
      saveApp(engineer, app('one', 'icon: x'), { uid: id, expectedRevision: revision - 1 }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      saveApp(engineer, app('one').replace('studio.apps', 'studio.other'), { uid: id }),
    ).rejects.toMatchObject({ code: 'invalid', details: [{ path: 'namespace' }] })
    await saveApp(engineer, app('two'))
    await expect(saveApp(engineer, app('two', 'icon: x'), { uid: id })).rejects.toMatchObject({
      code: 'invalid',
      details: [{ path: 'id' }],
    })
    await expect(saveApp(engineer, app('one'), { uid: 'none' })).rejects.toMatchObject(gone)
    await expect(saveApp(viewer, app('one', 'icon: y'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveApp(elsewhere, app('one', 'icon: y'))).rejects.toMatchObject(gone)
  })

  test('of a default app is one that does the same', async () => {
    const source = await appSourceFor(viewer, { namespace: 'studio.apps', flowId: 'three' })
    const [checked] = await validateApps(engineer, source)
    expect(checked).toMatchObject({ problems: [], notes: [] })
    const [card] = (await searchApps(engineer, { namespace: 'studio.apps', q: 'three' })).results
    expect(card).toMatchObject({ written: false, flowId: 'three' })
    expect((await getApp(engineer, card?.uid ?? '')).source).toBe(source)
    await expect(
      appSourceFor(requester, { namespace: 'studio.apps', flowId: 'three' }),
    ).rejects.toMatchObject(gone)
  })

  test('is checked without being saved; of what others have nothing is told', async () => {
    const wrong = app('one', 'prefill: [nothing]\nlayout: [{on: OPEN, blocks: [{type: markdwn}]}]')
    const [told] = await validateApps(engineer, wrong)
    expect(told?.problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['unknown-type 7'])
    const [more] = await validateApps(engineer, `${app('one', 'prefill: [nothing]')}`)
    expect(more?.constraints).toContain('There is no input `nothing`')
    expect(await validateApps(elsewhere, app('nothing'))).toMatchObject([{ problems: [], notes: [] }])
    await expect(validateApps(viewer, wrong)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('lists', () => {
  test('find apps by text, flow, tag and state', async () => {
    await saveApp(engineer, app('lost', 'tags: [Lost]'))
    await saveApp(engineer, app('two', 'expiration: {startDate: 2199-01-01}'))
    const names = async (search: Parameters<typeof searchApps>[1]) =>
      (await searchApps(engineer, { namespace: 'studio.apps', ...search })).results.map(({ id }) => id)
    expect(await names({ state: 'flow-missing' })).toEqual(['lost'])
    expect(await names({ state: 'not-yet' })).toEqual(['two'])
    expect(await names({ state: 'available' })).toEqual(['one', 'three'])
    expect(await names({ tag: 'Lost' })).toEqual(['lost'])
    expect(await names({ q: 'the lo' })).toEqual(['lost'])
    expect(await names({ flowId: 'one' })).toEqual(['one'])
    expect(await names({ sort: [{ by: 'id', descending: true }] })).toEqual(['two', 'three', 'one', 'lost'])
    expect((await searchApps(elsewhere)).results).toEqual([])
    await expect(searchApps(requester)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await appTags(requester)).toContain('Lost')
    expect(await appTags(elsewhere)).not.toContain('Lost')
  })

  test('show in the catalog what can be used now, and told otherwise its page says why', async () => {
    const titles = async () => (await catalog(requester)).map(({ displayName }) => displayName)
    expect(await titles()).toEqual(['The one', 'Three'])
    const two = await saveApp(engineer, app('two', 'expiration: {startDate: 2199-01-01}'))
    const early = { code: 'conflict', details: [{ path: 'expiration.startDate' }] }
    await expect(openApp(requester, two.id)).rejects.toMatchObject(early)
    await expect(validateForm(requester, two.id, {})).rejects.toMatchObject(early)
    await expect(submitApp(requester, two.id, { values: {} })).rejects.toMatchObject(early)
    await saveApp(engineer, app('two', 'expiration: {endDate: 2020-01-01}'))
    await expect(openApp(requester, two.id)).rejects.toMatchObject({
      details: [{ path: 'expiration.endDate', message: '2020-01-02T00:00:00.000Z' }],
    })
    await saveApp(engineer, app('two', 'access: {catalog: false}'))
    expect(await titles()).toEqual(['The one', 'Three'])
    expect((await openApp(requester, two.id)).displayName).toBe('The two')
    expect(await searchCatalog(requester, { page: 2, size: 1 })).toMatchObject({
      results: [{ displayName: 'Three' }],
      total: 2,
    })
  })

  test('of a public app ask for no namespace and no group', async () => {
    const { id } = await saveApp(engineer, app('two', 'access: PUBLIC'))
    const away = (await makePerson({ roles: [{ role: 'requester', namespace: 'other' }] })).actor
    expect((await catalog(away)).map((card) => card.id)).toEqual([id])
    expect((await openApp(away, id)).displayName).toBe('The two')
    await saveApp(engineer, app('two', 'access: {groups: [nobody]}'))
    await expect(openApp(requester, id)).rejects.toMatchObject(gone)
  })

  test('show who administers everything, and who writes apps, also those of groups that they are not in', async () => {
    const admin = (await makePerson({ roles: ['admin'] })).actor
    const more = 'tags: [Closed circle]\naccess: {groups: [closed-circle]}'
    await saveFlow(engineer, flow('circle'))
    const { id } = await saveApp(engineer, app('circle', more))
    const search = { q: 'The circle' }
    const found = async (list: Promise<{ results: object[] }>) => (await list).results.length
    expect((await searchCatalog(admin, search)).results).toMatchObject([{ id }])
    for (const actor of [admin, engineer]) {
      expect((await searchApps(actor, search)).results).toMatchObject([{ uid: id }])
      expect(await appTags(actor)).toContain('Closed circle')
    }
    for (const actor of [engineer, requester, viewer, elsewhere])
      expect(await found(searchCatalog(actor, search))).toBe(0)
    for (const actor of [viewer, elsewhere]) expect(await found(searchApps(actor, search))).toBe(0)
    await expect(searchApps(requester, search)).rejects.toMatchObject({ code: 'forbidden' })
    for (const actor of [requester, viewer, elsewhere])
      expect(await appTags(actor)).not.toContain('Closed circle')
  })
})

describe('an app with several flows', () => {
  test('opens the one that is wanted, at the revision that it names, and takes no default app’s place', async () => {
    await saveFlow(engineer, flow('three', 'inputs: [{id: why, type: STRING}]'))
    const source = `id: both\ntype: app\nnamespace: studio.apps\ndisplayName: {en: Both, de: Beide}\nflows:\n  - {flowId: one}\n  - {flowId: three, flowRevision: 1}\n`
    const { id } = await saveApp(engineer, source)
    expect(await db.app.count({ where: { namespace: 'studio.apps', flowId: 'one', deleted: false } })).toBe(2)
    expect((await searchApps(engineer, { exactNamespace: 'studio.apps', flowId: 'three' })).total).toBe(2)
    expect((await openApp({ ...requester, language: 'de' }, id)).displayName).toBe('Beide')
    expect((await openApp(requester, id)).inputs).toEqual([])
    await expect(
      saveApp(engineer, source.replace('flowRevision: 1', 'flowRevision: 9')),
    ).rejects.toMatchObject({ details: [{ code: 'unknown-revision', path: 'flows[1].flowRevision' }] })
  })

  test('of other trees of namespaces are refused', async () => {
    await saveFlow(engineer, flow('far', '', 'faraway'))
    const source = `id: far\ntype: app\nnamespace: studio.apps\ndisplayName: Far\nflows: [{flowId: far, namespace: faraway}]\n`
    await expect(saveApp(engineer, source)).rejects.toMatchObject({ details: [{ code: 'not-allowed' }] })
  })
})

describe('many', () => {
  test('are disabled in their sources, and enabled', async () => {
    const one = await saveApp(engineer, app('one'))
    const [three] = (await searchApps(engineer, { q: 'three', exactNamespace: 'studio.apps' })).results
    const uids = [one.id, three?.uid ?? '']
    expect(await setAppsDisabled(engineer, uids, true)).toEqual({ success: [...uids].sort() })
    expect(await getApp(engineer, one.id)).toMatchObject({ disabled: true, state: 'disabled' })
    expect((await getApp(engineer, one.id)).source).toContain('disabled: true')
    await expect(openApp(requester, uids[1] ?? '')).rejects.toMatchObject(gone)
    await setAppsDisabled(engineer, uids, false)
    expect((await openApp(requester, one.id)).displayName).toBe('The one')
    await expect(setAppsDisabled(viewer, uids, true)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setAppsDisabled(elsewhere, uids, true)).rejects.toMatchObject(gone)
    await expect(setAppsDisabled(engineer, [one.id, 'none'], true)).rejects.toMatchObject(gone)
    expect(await getApp(engineer, one.id)).toMatchObject({ disabled: false })
  })

  test('are exported and imported; deleted ones come back', async () => {
    const one = await saveApp(engineer, app('one', 'tags: [Kept]'))
    const archive = await exportApps(engineer, [one.id])
    const bytes = Buffer.from(await archive.arrayBuffer())
    expect(unzip(bytes)).toEqual([{ name: 'studio.apps.one.yml', text: app('one', 'tags: [Kept]') }])
    await expect(deleteApps(viewer, [one.id])).rejects.toMatchObject({ code: 'forbidden' })
    expect(await deleteApps(engineer, [one.id])).toEqual({ success: [one.id] })
    await expect(getApp(engineer, one.id)).rejects.toMatchObject(gone)
    const send = async (content: BlobPart) => {
      const form = new FormData()
      form.set('fileUpload', new Blob([content]), 'apps')
      return importApps(engineer, new Request('http://x', { method: 'POST', body: form }))
    }
    expect(await send(new Uint8Array(bytes))).toEqual({ success: [one.id], errors: [] })
    expect(await send(`${app('one')}---\nid: x\n`)).toMatchObject({
      success: [one.id],
      errors: [{ source: '2', message: expect.stringContaining('must not be null') }],
    })
    expect(await db.app.count({ where: { namespace: 'studio.apps', slug: 'one', deleted: false } })).toBe(1)
  })

  test('whose flow goes are told as such, and come back with it', async () => {
    const one = await saveApp(engineer, app('one'))
    await deleteFlow(engineer, { namespace: 'studio.apps', id: 'one' })
    expect(await getApp(engineer, one.id)).toMatchObject({ state: 'flow-missing' })
    expect((await catalog(requester)).map(({ id }) => id)).not.toContain(one.id)
    await saveFlow(engineer, flow('one'))
    expect(await getApp(engineer, one.id)).toMatchObject({ state: 'available' })
  })
})
