import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { disconnectTemporal } from '#server/temporal.ts'
import { makePerson } from '#tests/harness/people.ts'
import { catalog, searchCatalog } from './catalog.ts'
import { setFavourite } from './favourite.ts'
import { openApp, validateForm } from './open-app.ts'
import { saveApp } from './save-app.ts'
import { submitApp } from './submit-app.ts'

let engineer: Actor
let insider: Actor
let outsider: Actor

const flow = (id: string, inputs = '') => `id: ${id}
namespace: company.team
${inputs}
tasks:
  - id: hello
    type: log
    message: hello
`
const app = (id: string, more = '') => `id: ${id}
type: app
namespace: company.team
flowId: ${id}
displayName: The ${id}
${more}
`

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  insider = (await makePerson({ groups: ['insiders'] })).actor
  outsider = (await makePerson()).actor
  await saveFlow(engineer, flow('open', 'inputs:\n  - id: amount\n    type: INT\n    prefill: 5'))
  await saveFlow(engineer, flow('secret-club'))
  await saveApp(engineer, app('secret-club', 'access:\n  groups: [insiders]\nprefix: CLUB\ntags: [Fun]'))
})

afterAll(disconnectTemporal)

test('an app written in YAML takes the place of the default one, with its own prefix and revisions', async () => {
  const rows = await db.app.findMany({ where: { flowId: 'secret-club' } })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    prefix: 'CLUB',
    groups: ['insiders'],
    displayName: 'The secret-club',
    revision: 2,
  })
  const same = await saveApp(
    engineer,
    app('secret-club', 'access:\n  groups: [insiders]\nprefix: CLUB\ntags: [Fun]'),
  )
  expect(same).toMatchObject({ changed: false, revision: 2 })
  await saveFlow(engineer, `${flow('secret-club')}# more\n`)
  expect((await db.app.findMany({ where: { flowId: 'secret-club' } }))[0]?.displayName).toBe(
    'The secret-club',
  )
})

test('wrong apps are refused with places; one without its flow is kept, but is nobody’s to use', async () => {
  await expect(saveApp(engineer, 'id: x\ntype: app\nnamespace: company.team\n')).rejects.toMatchObject({
    code: 'invalid',
  })
  const saved = await saveApp(engineer, app('no-such-flow'))
  expect(saved.notes).toMatchObject([{ kind: 'warning', path: 'flowId', line: 4 }])
  await expect(openApp(insider, saved.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(saveApp(outsider, app('open'))).rejects.toMatchObject({ code: 'forbidden' })
})

test('the catalog shows each person what they may use, favourites first', async () => {
  expect((await catalog(outsider)).map((card) => card.displayName)).toEqual(['Open'])
  expect((await catalog(insider)).map((card) => card.displayName)).toEqual(['Open', 'The secret-club'])
  const club = (await catalog(insider)).find((card) => card.tags.includes('Fun'))
  await setFavourite(insider, club?.id ?? '', true)
  await setFavourite(insider, club?.id ?? '', true)
  expect((await catalog(insider)).map((card) => [card.displayName, card.favourite])).toEqual([
    ['The secret-club', true],
    ['Open', false],
  ])
  await setFavourite(insider, club?.id ?? '', false)
  expect((await catalog(insider))[0]?.favourite).toBe(false)
})

test('an app of others answers as if it were not there', async () => {
  const club = (await catalog(insider)).find((card) => card.tags.includes('Fun'))?.id ?? ''
  const gone = { code: 'not-found' }
  await expect(openApp(outsider, club)).rejects.toMatchObject(gone)
  await expect(validateForm(outsider, club, {})).rejects.toMatchObject(gone)
  await expect(submitApp(outsider, club, { values: {} })).rejects.toMatchObject(gone)
  await expect(setFavourite(outsider, club, true)).rejects.toMatchObject(gone)
})

test('a form opens with its prefill, or with what was given', async () => {
  const id = (await catalog(outsider))[0]?.id ?? ''
  expect((await openApp(outsider, id)).states[0]?.value).toBe(5)
  expect((await openApp(outsider, id, { link: { amount: '7', stranger: 'x' } })).states[0]?.value).toBe(7)
  const { states } = await validateForm(outsider, id, { amount: 'x' })
  expect(states[0]?.problems).toMatchObject([{ code: 'wrong-type', inputId: 'amount' }])
})

test('numbers count up by app without gaps, also at once; a form of an older revision is taken where it fits', async () => {
  const id = (await catalog(outsider))[0]?.id ?? ''
  const { flowRevision } = await openApp(outsider, id)
  await saveFlow(engineer, flow('open', 'inputs:\n  - id: amount\n    type: INT\n    prefill: 6'))
  const submitted = await Promise.all(
    [1, 2, 3].map((amount) => submitApp(outsider, id, { values: { amount }, flowRevision })),
  )
  expect(submitted.map(({ number }) => number).sort()).toEqual(['OPE-1001', 'OPE-1002', 'OPE-1003'])
  expect((await catalog(outsider))[0]?.usedAt).toBeDefined()
  await saveFlow(
    engineer,
    flow('open', 'inputs:\n  - id: amount\n    type: INT\n  - id: why\n    type: STRING'),
  )
  await expect(submitApp(outsider, id, { values: { amount: 1 }, flowRevision })).rejects.toMatchObject({
    code: 'conflict',
    details: [{ path: 'why' }],
  })
  const execution = await db.execution.findUniqueOrThrow({ where: { id: submitted[0]?.executionId } })
  expect(execution).toMatchObject({ flowRevision: 2, labels: { 'system.app': id } })
})

test('an app is found and stands where its name in the reader’s language says', async () => {
  const texts = '{ en: Zoo trip 50%, de: Ausflug in den Zoo }'
  await saveFlow(engineer, flow('trip'))
  await saveApp(engineer, app('trip').replace('The trip', texts))
  const german: Actor = { ...outsider, language: 'de' }
  const found = async (actor: Actor, q: string) =>
    (await searchCatalog(actor, { q })).results.map(({ displayName }) => displayName)
  expect(await found(german, 'AUSFLUG')).toEqual(['Ausflug in den Zoo'])
  expect(await found(german, 'zoo trip')).toEqual(['Ausflug in den Zoo'])
  expect(await found(outsider, 'ausflug')).toEqual([])
  expect(await found(outsider, '50%')).toEqual(['Zoo trip 50%'])
  expect(await found(outsider, '5_%')).toEqual([])
  expect((await catalog(german)).map(({ displayName }) => displayName)).toEqual([
    'Ausflug in den Zoo',
    'Open',
  ])
  expect((await catalog(outsider)).map(({ displayName }) => displayName)).toEqual(['Open', 'Zoo trip 50%'])
})
