import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { makePerson } from '#tests/harness/people.ts'
import { flowDependencies, namespaceDependencies } from './dependencies.ts'
import { getFlow } from './get-flow.ts'
import { flowGraph } from './graph.ts'
import { deleteMany, keysOf, setDisabled } from './many.ts'
import { distinctNamespaces } from './namespaces.ts'
import { applyReplace, previewReplace } from './replace-source.ts'
import { saveFlow } from './save-flow.ts'
import { saveMany } from './save-many.ts'
import { searchSource } from './search-source.ts'

let engineer: Actor
let stranger: Actor
let elsewhere: Actor

const source = (namespace: string, id: string, message = 'hello') => `# ${id}, a greeting
id: ${id}
namespace: ${namespace}
tasks:
  # says it
  - id: hello
    type: log
    message: ${message}
`

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  stranger = (await makePerson()).actor
  elsewhere = (await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })).actor
})

test('a flow is disabled and enabled in its source; comments and order stay', async () => {
  const key = { namespace: 'many.able', id: 'one' }
  await saveFlow(engineer, source('many.able', 'one'))
  expect(await setDisabled(engineer, [key], true)).toEqual({ count: 1 })
  const disabled = await getFlow(engineer, key)
  expect(disabled).toMatchObject({ disabled: true, flow: { revision: 2, disabled: true } })
  expect(disabled.source).toBe(
    source('many.able', 'one').replace('namespace: many.able\n', 'namespace: many.able\ndisabled: true\n'),
  )
  expect(await setDisabled(engineer, [key, key], true)).toEqual({ count: 0 })
  expect((await getFlow(engineer, key)).flow.revision).toBe(2)
  await setDisabled(engineer, [key], false)
  expect((await getFlow(engineer, key)).source).toContain('# one, a greeting')
  expect((await getFlow(engineer, key)).disabled).toBe(false)
})

test('several sources are saved all or none, the others of the namespace go', async () => {
  await saveMany(
    engineer,
    ['a', 'b'].map((id) => source('many.space', id)),
  )
  const wrong = saveMany(engineer, [
    source('many.space', 'c'),
    source('many.space', 'd').replace('log', 'lgo'),
  ])
  await expect(wrong).rejects.toMatchObject({
    code: 'invalid',
    details: [expect.objectContaining({ path: '[1].tasks[0].type', line: 7 })],
  })
  const outside = saveMany(engineer, [source('many.place', 'c')], { namespace: 'many.space' })
  await expect(outside).rejects.toMatchObject({ code: 'invalid' })
  const twice = [source('many.space', 'c'), source('many.space', 'c', 'again')]
  await expect(saveMany(engineer, twice)).rejects.toMatchObject({ code: 'invalid' })
  await saveMany(engineer, [source('many.space', 'b'), source('many.space', 'c')], {
    namespace: 'many.space',
    deleteOthers: true,
  })
  const left = await keysOf(engineer, { exactNamespace: 'many.space' })
  expect(left.map(({ id }) => id)).toEqual(['b', 'c'])
})

test('sources may be moved into a namespace as they are saved', async () => {
  const [saved] = await saveMany(engineer, [source('many.from', 'moved')], {
    namespace: 'many.to',
    override: true,
  })
  expect(saved?.flow.namespace).toBe('many.to')
  expect(saved?.source).toContain('# says it')
})

test('flows are deleted all or none', async () => {
  await saveFlow(engineer, source('many.gone', 'one'))
  const one = { namespace: 'many.gone', id: 'one' }
  const missing = deleteMany(engineer, [one, { namespace: 'many.gone', id: 'two' }])
  await expect(missing).rejects.toMatchObject({ code: 'not-found' })
  expect((await getFlow(engineer, one)).deleted).toBe(false)
  expect(await deleteMany(engineer, [one])).toEqual({ count: 1 })
})

test('a text is found in sources and replaced in them, all or none', async () => {
  await saveFlow(engineer, source('many.text', 'one', 'needle and needle'))
  await saveFlow(engineer, source('many.text', 'two', 'a needle'))
  await saveFlow(engineer, source('many.text', 'three'))
  const found = await searchSource(engineer, { q: 'NEEDLE', namespace: 'many' })
  expect(found.total).toBe(2)
  expect(found.results[0]?.fragments[0]).toContain('message: [mark]needle[/mark] and [mark]needle[/mark]')
  const replace = { query: 'needle', replacement: 'pin', namespace: 'many.text' }
  const preview = await previewReplace(engineer, replace)
  expect(preview.results.map(({ id, count, changes }) => ({ id, count, changes }))).toEqual([
    {
      id: 'one',
      count: 2,
      changes: [{ line: 8, before: '    message: needle and needle', after: '    message: pin and pin' }],
    },
    {
      id: 'two',
      count: 1,
      changes: [{ line: 8, before: '    message: a needle', after: '    message: a pin' }],
    },
  ])
  const counted = async (more: object) =>
    (await previewReplace(engineer, { ...replace, ...more })).results.map(({ id, count }) => `${id} ${count}`)
  expect(await counted({ query: 'NEED', caseSensitive: false })).toEqual(['one 2', 'two 1'])
  expect(await counted({ query: 'need', wholeWord: true })).toEqual([])
  expect(await counted({ wholeWord: true, flowId: 'two' })).toEqual(['two 1'])
  expect(await counted({ line: 8 })).toEqual(['one 2', 'two 1'])
  expect(await counted({ line: 7 })).toEqual([])
  expect((await applyReplace(engineer, replace)).total).toBe(2)
  expect((await getFlow(engineer, { namespace: 'many.text', id: 'one' })).source).toBe(
    source('many.text', 'one', 'pin and pin'),
  )
  const broken = applyReplace(engineer, {
    query: 'type: log',
    replacement: 'type: lgo',
    namespace: 'many.text',
  })
  await expect(broken).rejects.toMatchObject({ code: 'invalid' })
  const renamed = await previewReplace(engineer, {
    query: 'id: three',
    replacement: 'id: four',
    namespace: 'many.text',
  })
  expect(renamed.results[0]?.problems).toEqual([expect.objectContaining({ path: 'id' })])
})

test('the flows of a namespace are drawn with what they start and what starts them', async () => {
  const calling = (namespace: string, id: string, flowId: string) =>
    `id: ${id}\nnamespace: ${namespace}\ntasks: [{ id: call, type: subflow, namespace: many.drawn, flowId: ${flowId} }]`
  await saveFlow(engineer, source('many.drawn', 'leaf'))
  await saveFlow(engineer, calling('many.drawn', 'root', 'leaf'))
  await saveFlow(engineer, calling('many.outside', 'caller', 'root'))
  const all = await namespaceDependencies(engineer, 'many.drawn')
  expect(all.nodes.map(({ id }) => id).sort()).toEqual(['caller', 'leaf', 'root'])
  expect(all.edges.map(({ source: from, target }) => `${from} ${target}`).sort()).toEqual([
    'many.drawn_root many.drawn_leaf',
    'many.outside_caller many.drawn_root',
  ])
  const below = await namespaceDependencies(engineer, 'many.drawn', { destinationOnly: true })
  expect(below.nodes).toHaveLength(2)
  expect((await namespaceDependencies(elsewhere, undefined)).nodes).toEqual([])
  await expect(namespaceDependencies(elsewhere, 'many.drawn')).rejects.toMatchObject({ code: 'not-found' })
})

test('the graph of a flow has its tasks as they are written', async () => {
  await saveFlow(
    engineer,
    source('many.graph', 'one').replace('type: log', 'type: io.kestra.plugin.core.log.Log'),
  )
  expect(await flowGraph(engineer, { namespace: 'many.graph', id: 'one' }, {})).toMatchObject({
    nodes: [
      { uid: 'root.@start' },
      { uid: 'root.@end' },
      { uid: 'root.hello', task: { type: 'io.kestra.plugin.core.log.Log', message: 'hello' } },
    ],
    edges: [
      { source: 'root.@start', target: 'root.hello' },
      { source: 'root.hello', target: 'root.@end' },
    ],
    clusters: [],
  })
})

test('who may not see a flow sees no trace of it; who may not change it changes nothing', async () => {
  const key = { namespace: 'many.closed', id: 'one' }
  await saveFlow(engineer, source('many.closed', 'one', 'secretive'))
  for (const actor of [stranger, elsewhere]) {
    await expect(flowGraph(actor, key, {})).rejects.toMatchObject({ code: 'not-found' })
    await expect(flowDependencies(actor, key)).rejects.toMatchObject({ code: 'not-found' })
    await expect(deleteMany(actor, [key])).rejects.toMatchObject({ code: 'not-found' })
    await expect(setDisabled(actor, [key], true)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveMany(actor, [source('many.closed', 'one')])).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect(await searchSource(elsewhere, { q: 'secretive' })).toEqual({ results: [], total: 0 })
  expect(await distinctNamespaces(elsewhere)).toEqual([])
  await expect(searchSource(stranger, {})).rejects.toMatchObject({ code: 'forbidden' })
  const hidden = await applyReplace(elsewhere, { query: 'secretive', replacement: 'x' })
  expect(hidden.total).toBe(0)
})
