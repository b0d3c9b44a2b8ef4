import { describe, expect, test } from 'vitest'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Json } from '#engine/flow/flow.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { deleteFlow } from '#server/flows/delete-flow.ts'
import { flowOf } from '#server/flows/compiled.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { validateFlows } from '#server/flows/validate-flow.ts'
import { setKey } from '#server/kv/change-keys.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { createNamespace, deleteNamespace, updateNamespace } from './change-namespaces.ts'
import { getNamespace, inheritedVariables } from './get-namespace.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const person = await makePerson({ roles: ['engineer'] })
const engineer = person.actor
const ofTeam = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company.team' }] })).actor
const ofSystem = (await makePerson({ roles: [{ role: 'engineer', namespace: 'system' }] })).actor
const requester = (await makePerson({ roles: ['requester'] })).actor

async function call(method: string, path: string, body?: unknown) {
  const request = new Request(`http://localhost/api/v1/main${path}`, {
    method,
    headers: { ...basicOf(person), 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const response = await dispatch(request)
  const text = await response.text()
  return { status: response.status, answer: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

const flow = (namespace: string, id: string, task = '{ id: t, type: log, message: hello }') =>
  saveFlow(engineer, `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - ${task}\n`)
async function newest(namespace: string, id: string) {
  const { revision } = await db.flow.findUniqueOrThrow({ where: { namespace_id: { namespace, id } } })
  const key = { namespace, flowId: id, revision }
  const row = await db.flowRevision.findUniqueOrThrow({ where: { namespace_flowId_revision: key } })
  return { revision, properties: flowOf(row.compiled).tasks[0]?.properties }
}
const defaults = (level: string): Json[] => [{ type: 'log', values: { level } }]

describe('a namespace over REST', () => {
  test('is made, read, changed, found and deleted, and audited', async () => {
    const made = await call('POST', '/namespaces', { id: 'rest.a', description: 'Für A', deleted: false })
    expect(made).toMatchObject({
      status: 200,
      answer: { id: 'rest.a', deleted: false, description: 'Für A', variables: {}, pluginDefaults: [] },
    })
    expect((await call('POST', '/namespaces', { id: 'rest.a' })).status).toBe(422)
    const variables = { region: 'eu', list: [1, { deep: null }] }
    const changed = await call('PUT', '/namespaces/rest.a', { id: 'rest.a', variables })
    expect(changed).toMatchObject({ status: 200, answer: { variables } })
    expect((await call('GET', '/namespaces/rest.a')).answer).toEqual(changed.answer)
    expect(await call('GET', '/namespaces/search?filters[q][EQUALS]=rest.a')).toMatchObject({
      answer: { total: 1, results: [{ id: 'rest.a' }] },
    })
    expect((await call('DELETE', '/namespaces/rest.a')).status).toBe(204)
    expect((await call('GET', '/namespaces/rest.a')).status).toBe(404)
    expect((await call('DELETE', '/namespaces/rest.a')).status).toBe(404)
    const { results } = await listAudit(admin, { subjectType: 'namespace', subjectId: 'rest.a', size: 10 })
    expect(results.map(({ action }) => action)).toEqual([
      'namespace:delete',
      'namespace:update',
      'namespace:create',
    ])
  })

  test.each([
    ['POST', '', { id: 'Big' }],
    ['POST', '', { id: 'x', quotas: [] }],
    ['POST', '', { id: 'x', pluginDefaults: [{ type: 'log', values: { levle: 'x' } }] }],
    ['POST', '', { id: 'x', pluginDefaults: [{ values: {} }] }],
    ['PUT', '/x', { id: 'y' }],
    ['PUT', '/x', { source: '', variables: {} }],
  ])('is refused where it is wrong: %s %s %s', async (method, path, body) => {
    expect((await call(method, `/namespaces${path}`, body)).status).toBe(422)
  })

  test('is there by what lives in it, and not deleted while it does', async () => {
    await flow('lives.here', 'one')
    await setKey(engineer, { namespace: 'lives', key: 'k', text: '1' })
    expect(await getNamespace(engineer, 'lives.here')).toMatchObject({ id: 'lives.here', variables: {} })
    expect(await call('DELETE', '/namespaces/lives')).toMatchObject({
      status: 409,
      answer: { message: expect.stringContaining('1 flow, 1 key') },
    })
    await updateNamespace(engineer, { id: 'lives.here', description: 'Now known' })
    await deleteFlow(engineer, { namespace: 'lives.here', id: 'one' })
    await deleteNamespace(engineer, 'lives.here')
    await expect(updateNamespace(engineer, { id: 'nobody.here' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('says with line and column what is wrong in its YAML, and keeps what is right as it was written', async () => {
    await createNamespace(engineer, { id: 'yaml' })
    const wrong = await call('PUT', '/namespaces/yaml', { source: 'variables:\n  a: 1\nvariable: 2\n' })
    expect(wrong).toMatchObject({
      status: 422,
      answer: { _embedded: { errors: [{ path: 'variable', line: 3, column: 1 }] } },
    })
    const source = '# ours\nvariables: { a: 1 }\n'
    expect(await call('PUT', '/namespaces/yaml', { source })).toMatchObject({
      status: 200,
      answer: { variables: { a: 1 } },
    })
    expect((await db.namespace.findUniqueOrThrow({ where: { id: 'yaml' } })).source).toBe(source)
  })

  test('is closed to who builds nothing, and to who builds elsewhere', async () => {
    const refused = { code: expect.stringMatching(/forbidden|not-found/) }
    for (const actor of [requester, ofTeam]) {
      await expect(createNamespace(actor, { id: 'company' })).rejects.toMatchObject(refused)
      await expect(updateNamespace(actor, { id: 'yaml' })).rejects.toMatchObject(refused)
      await expect(deleteNamespace(actor, 'yaml')).rejects.toMatchObject(refused)
      await expect(getNamespace(actor, 'yaml')).rejects.toMatchObject(refused)
      await expect(inheritedVariables(actor, 'yaml')).rejects.toMatchObject(refused)
    }
    await expect(createNamespace(ofSystem, { id: 'system' })).rejects.toMatchObject(refused)
    expect(await createNamespace(ofTeam, { id: 'company.team.a' })).toMatchObject({ id: 'company.team.a' })
  })
})

describe('variables of a namespace', () => {
  test('are seen by templates below it, the nearest over those above, maps merged', async () => {
    await createNamespace(engineer, {
      id: 'vars',
      variables: { a: 1, map: { x: 'far', y: 'far' }, list: [1] },
    })
    await createNamespace(engineer, { id: 'vars.sub', variables: { map: { x: 'near' }, list: [2] } })
    const all = { a: 1, map: { x: 'near', y: 'far' }, list: [2] }
    expect(await inheritedVariables(engineer, 'vars.sub.deep')).toEqual(all)
    expect((await call('GET', '/namespaces/vars.sub/inherited-variables')).answer).toEqual(all)
    const rendering = new Rendering({ executionId: 'e', namespace: 'vars.sub.deep', flowId: 'f' })
    const template = '{{ namespace.map.x }} {{ namespace.a + 1 }}'
    expect(await renderAsync(template, await rendering.scope({}, template), rendering.functions)).toBe(
      'near 2',
    )
    const host = inputHost(engineer, { id: 'f', namespace: 'vars', revision: 1, variables: {} })
    expect(await host.render('{{ namespace.map.y }}', {})).toBe('far')
  })
})

describe('defaults of a namespace', () => {
  test('give flows below it a new revision where they take them, and new flows at once', async () => {
    await flow('defs.sub', 'takes')
    await flow('defs.sub', 'own', '{ id: t, type: log, message: hello, level: ERROR }')
    await flow('defsx', 'beside')
    await createNamespace(engineer, { id: 'defs', pluginDefaults: defaults('WARN') })
    expect(await newest('defs.sub', 'takes')).toMatchObject({ revision: 2, properties: { level: 'WARN' } })
    expect(await newest('defs.sub', 'own')).toMatchObject({ revision: 1, properties: { level: 'ERROR' } })
    expect(await newest('defsx', 'beside')).toMatchObject({ revision: 1 })
    expect((await flow('defs.sub', 'takes')).changed).toBe(false)

    await createNamespace(engineer, { id: 'defs.sub', pluginDefaults: defaults('DEBUG') })
    expect(await newest('defs.sub', 'takes')).toMatchObject({ revision: 3, properties: { level: 'DEBUG' } })
    await flow('defs.sub', 'later')
    expect(await newest('defs.sub', 'later')).toMatchObject({ revision: 1, properties: { level: 'DEBUG' } })
    await updateNamespace(engineer, { id: 'defs.sub', description: 'still' })
    expect(await newest('defs.sub', 'takes')).toMatchObject({ revision: 3 })
    await updateNamespace(engineer, { id: 'defs.sub', pluginDefaults: null })
    expect(await newest('defs.sub', 'takes')).toMatchObject({ revision: 4, properties: { level: 'WARN' } })
  })

  test('may give what a type needs; what would be wrong without them refuses the change', async () => {
    await createNamespace(engineer, {
      id: 'needs',
      pluginDefaults: [{ type: 'sleep', values: { duration: 'PT1S' } }],
    })
    const source = 'id: f\nnamespace: needs.sub\ntasks:\n  - { id: t, type: sleep }\n'
    expect((await validateFlows(engineer, source))[0]?.constraints).toBeUndefined()
    await saveFlow(engineer, source)
    await expect(updateNamespace(engineer, { id: 'needs', source: '' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('needs.sub.f: tasks[0]'),
    })
    expect((await getNamespace(engineer, 'needs')).pluginDefaults).toHaveLength(1)
  })

  test('of `system` hold for all, after all others, until it is forgotten', async () => {
    await flow('everyone', 'takes')
    await createNamespace(engineer, { id: 'system', pluginDefaults: defaults('TRACE') })
    expect(await newest('everyone', 'takes')).toMatchObject({ properties: { level: 'TRACE' } })
    await createNamespace(engineer, { id: 'everyone', pluginDefaults: defaults('WARN') })
    expect(await newest('everyone', 'takes')).toMatchObject({ properties: { level: 'WARN' } })
    await deleteNamespace(engineer, 'system')
    await flow('other', 'takes')
    expect((await newest('other', 'takes')).properties).not.toMatchObject({ level: 'TRACE' })
  })

  test('are missed by no flow that is saved at the same time', async () => {
    const saves = Array.from({ length: 6 }, (_, n) => flow('race', `f${n}`))
    const change = createNamespace(engineer, { id: 'race', pluginDefaults: defaults('WARN') })
    await Promise.all([...saves, change])
    for (let n = 0; n < 6; n++)
      expect(await newest('race', `f${n}`)).toMatchObject({ properties: { level: 'WARN' } })
  })
})

test('who may use it from another tree is said as Kestra says it, or in its YAML', async () => {
  const body = { id: 'open.a', allowedNamespaces: [{ namespace: 'shop' }, 'bank.eu'] }
  const expected = [{ namespace: 'shop' }, { namespace: 'bank.eu' }]
  expect(await call('POST', '/namespaces', body)).toMatchObject({
    status: 200,
    answer: { allowedNamespaces: expected },
  })
  expect(await call('PUT', '/namespaces/open.a', { description: 'other' })).toMatchObject({
    answer: { allowedNamespaces: expected },
  })
  expect(await call('PUT', '/namespaces/open.a', { source: 'variables: {a: 1}' })).toMatchObject({
    answer: { variables: { a: 1 }, allowedNamespaces: [] },
  })
  expect((await call('PUT', '/namespaces/open.a', { source: 'allowedNamespaces: [NOT ONE]' })).status).toBe(
    422,
  )
})
