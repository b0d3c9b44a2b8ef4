import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { toAppError } from '#server/api/answer.ts'
import { db } from '#server/db.ts'
import { flowToStart } from '#server/runs/flow-to-start.ts'
import { makePerson } from '#tests/harness/people.ts'
import { deleteFlow } from './delete-flow.ts'
import { deleteRevisions } from './delete-revisions.ts'
import { getFlow } from './get-flow.ts'
import { listFlows } from './list-flows.ts'
import { listRevisions } from './list-revisions.ts'
import { loadFlow } from './load-flow.ts'
import { saveFlow } from './save-flow.ts'
import { searchFlows } from './search-flows.ts'
import { validateFlows } from './validate-flow.ts'

let engineer: Actor
let stranger: Actor
let elsewhere: Actor

const source = (id: string, message = 'hello') => `id: ${id}
namespace: company.team
displayName: A greeting
# a comment that stays
tasks:
  - id: hello
    type: log
    message: ${message}
`

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  stranger = (await makePerson()).actor
  elsewhere = (await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })).actor
})

test('a saved flow is a revision with its source, and a second save of the same source is none', async () => {
  const first = await saveFlow(engineer, source('one'))
  expect(first).toMatchObject({ changed: true, flow: { id: 'one', namespace: 'company.team', revision: 1 } })
  expect(await saveFlow(engineer, source('one'))).toMatchObject({ changed: false, flow: { revision: 1 } })
  const second = await saveFlow(engineer, source('one', 'good evening'))
  expect(second.flow.revision).toBe(2)
  expect((await getFlow(engineer, { namespace: 'company.team', id: 'one' })).source).toContain('good evening')
  const old = await getFlow(engineer, { namespace: 'company.team', id: 'one' }, { revision: 1 })
  expect(old.source).toContain('# a comment that stays')
  expect((await loadFlow('company.team', 'one', 1)).tasks[0]?.properties).toMatchObject({ message: 'hello' })
  const revisions = await listRevisions(engineer, { namespace: 'company.team', id: 'one' })
  expect(revisions.map(({ revision, createdBy }) => [revision, createdBy])).toEqual([
    [2, engineer.name],
    [1, engineer.name],
  ])
})

test('saving audits and makes one app with a prefix of its own', async () => {
  await saveFlow(engineer, source('greet'))
  await saveFlow(engineer, source('greetings'))
  await saveFlow(engineer, source('greet', 'again'))
  const apps = await db.app.findMany({
    where: { flowId: { startsWith: 'greet' } },
    orderBy: { flowId: 'asc' },
  })
  expect(apps.map((app) => [app.flowId, app.displayName, app.prefix])).toEqual([
    ['greet', 'A greeting', 'GRE'],
    ['greetings', 'A greeting', 'GRE2'],
  ])
  const entries = await db.auditEntry.count({
    where: { subjectId: 'company.team/greet', action: 'flow:write' },
  })
  expect(entries).toBe(2)
})

test('two first saves at once make two revisions of one flow', async () => {
  await Promise.all([saveFlow(engineer, source('both', 'a')), saveFlow(engineer, source('both', 'b'))])
  const revisions = await listRevisions(engineer, { namespace: 'company.team', id: 'both' })
  expect(revisions.map(({ revision }) => revision)).toEqual([2, 1])
  expect(await db.app.count({ where: { flowId: 'both' } })).toBe(1)
})

test('problems come all at once, each with its place, and nothing is saved', async () => {
  const wrong =
    'id: wrong\nnamespace: company.team\ntasks:\n  - id: a\n    type: lgo\n  - id: b\n    type: log\n    mesage: x\n'
  await expect(saveFlow(engineer, wrong)).rejects.toMatchObject({
    code: 'invalid',
    details: expect.arrayContaining([
      expect.objectContaining({ code: 'unknown-type', line: 5 }),
      expect.objectContaining({ line: 8 }),
    ]),
  })
  expect(await db.flow.count({ where: { id: 'wrong' } })).toBe(0)
  expect((await validateFlows(engineer, wrong))[0]?.problems.length).toBeGreaterThan(1)
  expect((await validateFlows(engineer, source('fine')))[0]?.problems).toEqual([])
})

test('a save over a newer revision is a conflict', async () => {
  await saveFlow(engineer, source('raced'))
  await saveFlow(engineer, source('raced', 'second'), { expectedRevision: 1 })
  await expect(saveFlow(engineer, source('raced', 'third'), { expectedRevision: 1 })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('create refuses what exists, update what does not, and a source for another flow', async () => {
  await saveFlow(engineer, source('exists'), { mode: 'create' })
  await expect(saveFlow(engineer, source('exists', 'x'), { mode: 'create' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(saveFlow(engineer, source('missing'), { mode: 'update' })).rejects.toMatchObject({
    code: 'not-found',
  })
  const target = { namespace: 'company.team', id: 'other' }
  await expect(saveFlow(engineer, source('exists'), { target })).rejects.toMatchObject({ code: 'invalid' })
})

test('a list has app, newest run and counts', async () => {
  await saveFlow(engineer, source('counted'))
  const created = new Date()
  await db.execution.createMany({
    data: ['SUCCESS', 'SUCCESS', 'FAILED'].map((state, index) => ({
      id: `counted-${index}`,
      namespace: 'company.team',
      flowId: 'counted',
      flowRevision: 1,
      state,
      inputs: {},
      labels: {},
      histories: [],
      createdAt: new Date(created.getTime() + index),
    })),
  })
  const { results, total } = await searchFlows(engineer, { q: 'counted' })
  expect(total).toBe(1)
  expect(results[0]).toMatchObject({
    id: 'counted',
    app: { displayName: 'A greeting' },
    last: { id: 'counted-2', state: 'FAILED' },
    counts: { SUCCESS: 2, FAILED: 1 },
  })
})

test('a deleted flow is gone from lists, its history stays, and saving brings it back', async () => {
  await saveFlow(engineer, source('gone'))
  await deleteFlow(engineer, { namespace: 'company.team', id: 'gone' })
  const key = { namespace: 'company.team', id: 'gone' }
  await expect(getFlow(engineer, key)).rejects.toMatchObject({ code: 'not-found' })
  expect((await getFlow(engineer, key, { allowDeleted: true })).deleted).toBe(true)
  expect((await searchFlows(engineer, { q: 'gone' })).total).toBe(0)
  await expect(deleteFlow(engineer, key)).rejects.toMatchObject({ code: 'not-found' })
  expect((await saveFlow(engineer, source('gone'))).flow.revision).toBe(2)
  expect((await getFlow(engineer, key)).deleted).toBe(false)
})

test('a requester reads and changes no flow; an engineer of another namespace none of this one', async () => {
  await saveFlow(engineer, source('closed'))
  const key = { namespace: 'company.team', id: 'closed' }
  for (const actor of [stranger, elsewhere]) {
    await expect(saveFlow(actor, source('closed', 'x'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getFlow(actor, key)).rejects.toMatchObject({ code: 'not-found' })
    await expect(listRevisions(actor, key)).rejects.toMatchObject({ code: 'not-found' })
    await expect(deleteFlow(actor, key)).rejects.toMatchObject({ code: 'not-found' })
    await expect(listFlows(actor, 'company.team')).rejects.toMatchObject({ code: 'not-found' })
  }
  await expect(searchFlows(stranger)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(validateFlows(stranger, source('x'))).rejects.toMatchObject({ code: 'forbidden' })
  expect((await searchFlows(elsewhere)).total).toBe(0)
})

test('old revisions are deleted together or not at all; the newest and those with executions stay', async () => {
  const key = { namespace: 'company.team', id: 'old' }
  for (const message of ['one', 'two', 'three', 'four']) await saveFlow(engineer, source('old', message))
  const left = async () => (await listRevisions(engineer, key)).map(({ revision }) => revision)
  await db.execution.create({
    data: {
      id: 'of-revision-2',
      namespace: key.namespace,
      flowId: key.id,
      flowRevision: 2,
      state: 'SUCCESS',
      inputs: {},
      labels: {},
      histories: [],
    },
  })
  await expect(deleteRevisions(engineer, key, [1, 2])).rejects.toMatchObject({
    code: 'conflict',
    message: 'Revision 2 has executions: purge them first.',
  })
  await expect(deleteRevisions(engineer, key, [4])).rejects.toMatchObject({ code: 'conflict' })
  await expect(deleteRevisions(engineer, key, [1, 9])).rejects.toMatchObject({ code: 'not-found' })
  await expect(deleteRevisions(stranger, key, [1])).rejects.toMatchObject({ code: 'not-found' })
  expect(await left()).toEqual([4, 3, 2, 1])
  await deleteRevisions(engineer, key, [3, 1])
  expect(await left()).toEqual([4, 2])
  await expect(getFlow(engineer, key, { revision: 3 })).rejects.toMatchObject({ code: 'not-found' })
  await expect(flowToStart({ ...key, flowId: 'old', revision: 3 })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect((await saveFlow(engineer, source('old', 'five'))).flow.revision).toBe(5)
})

test('a pattern finds namespaces and ids, and one that is none is refused', async () => {
  await saveFlow(engineer, source('invoice-2025'))
  await saveFlow(engineer, source('invoice-late'))
  const found = async (field: string, pattern: string) => {
    const conditions = [{ field, op: 'REGEX', values: [pattern] }]
    return (await searchFlows(engineer, { conditions })).results.map(({ id }) => id)
  }
  expect(await found('flowId', '^invoice-[0-9]{4}$')).toEqual(['invoice-2025'])
  expect(await found('namespace', 'company\\..*m$')).toContain('invoice-late')
  expect(await found('flowId', 'no such flow')).toEqual([])
  await expect(found('flowId', '(a)\\1')).rejects.toMatchObject({ code: 'invalid' })
  const broken: unknown = await found('flowId', '(((').catch((error: unknown) => error)
  expect(toAppError(broken)).toMatchObject({ code: 'invalid' })
})
