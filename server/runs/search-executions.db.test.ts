import { beforeAll, expect, it } from 'vitest'
import type { State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { deleteExecution } from './delete-execution.ts'
import { readFilters } from '#server/api/filters.ts'
import { getExecution } from './get-execution.ts'
import { getLogs } from '#server/logs/get-logs.ts'
import { searchExecutions } from './search-executions.ts'

let engineer: Actor
let stranger: Actor
let elsewhere: Actor

async function insert(
  id: string,
  more: { state?: State; namespace?: string; labels?: object; minute?: number },
) {
  const { state = 'SUCCESS', namespace = 'company.team', labels = {}, minute = 0 } = more
  const createdAt = new Date(Date.UTC(2026, 0, 1, 0, minute))
  const histories = [{ state, date: createdAt.toISOString() }]
  await db.execution.create({
    data: {
      id,
      namespace,
      flowId: 'f',
      flowRevision: 1,
      state,
      inputs: { key: { type: 'aes_encrypted', value: 'x' } },
      labels,
      histories,
      createdAt,
    },
  })
}

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  stranger = (await makePerson({ roles: ['requester'] })).actor
  elsewhere = (await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })).actor
  for (let i = 0; i < 5; i++) await insert(`e${i}`, { minute: i, labels: { team: i < 2 ? 'sales' : 'it' } })
  await insert('failed', { state: 'FAILED', minute: 10 })
  await insert('other', { namespace: 'other', minute: 11 })
  await insert('similar', { namespace: 'company.teams', minute: 12 })
})

const found = async (query: string, actor = engineer) =>
  (await searchExecutions(actor, { filters: readFilters(new URLSearchParams(query)) })).results.map(
    ({ id }) => id,
  )

it('takes patterns of names', async () => {
  expect(await found('filters[namespace][REGEX]=teams%24')).toEqual(['similar'])
  expect(await found('filters[namespace][REGEX]=%5Enobody')).toEqual([])
  await expect(found(`filters[flowId][REGEX]=${'a'.repeat(201)}`)).rejects.toMatchObject({ code: 'invalid' })
})

it('filters as the query spells it, in the old and the new way', async () => {
  expect(await found('filters[namespace][PREFIX]=company.team')).toEqual([
    'failed',
    'e4',
    'e3',
    'e2',
    'e1',
    'e0',
  ])
  expect(await found('namespace=company.team&state=FAILED')).toEqual(['failed'])
  expect(await found('filters[labels][EQUALS][team]=sales')).toEqual(['e1', 'e0'])
  expect(await found('labels=team:it&q=E3')).toEqual(['e3'])
  expect(await found('filters[state][NOT_IN]=SUCCESS,KILLED')).toEqual(['failed'])
  expect(await found('startDate=2026-01-01T00:11:00Z&endDate=2026-01-01T00:11:30Z')).toEqual(['other'])
  expect(await found('filters[q][EQUALS]=100%25')).toEqual([])
})

it('finds what another execution started, and what none did', async () => {
  await insert('child', { minute: 20 })
  await db.execution.update({
    where: { id: 'child' },
    data: { triggerExecutionId: 'e1', parentTaskRunId: 'e1~t' },
  })
  expect(await found('triggerExecutionId=e1')).toEqual(['child'])
  expect(await found('filters[triggerExecutionId][EQUALS]=e1&namespace=company.team')).toEqual(['child'])
  expect(await found('filters[childFilter][EQUALS]=CHILD')).toEqual(['child'])
  expect(await found('childFilter=MAIN&q=e1')).toEqual(['e1'])
  await db.execution.delete({ where: { id: 'child' } })
})

it.each([
  'colour=red',
  'filters[colour][EQUALS]=red',
  'filters[state][LIKE]=x',
  'state=NICE',
  'startDate=soon',
  'timeRange=1h',
  'labels=team',
  'filters[__proto__][EQUALS]=x',
])('refuses %s', async (query) => {
  await expect(found(query)).rejects.toMatchObject({ code: 'invalid' })
})

it('turns pages by number and by cursor, without gaps', async () => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await searchExecutions(engineer, { size: 3, after })
    expect(page.total).toBe(8)
    seen.push(...page.results.map(({ id }) => id))
    after = page.after
  } while (after !== undefined)
  expect(seen).toEqual(['similar', 'other', 'failed', 'e4', 'e3', 'e2', 'e1', 'e0'])
  const second = await searchExecutions(engineer, { size: 3, page: 2 })
  expect(second.results.map(({ id }) => id)).toEqual(['e4', 'e3', 'e2'])
  await expect(searchExecutions(engineer, { sort: 'state; drop table' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(searchExecutions(engineer, { after: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})

it('shows each person what they may see, and secrets to nobody', async () => {
  expect(await found('', elsewhere)).toEqual(['other'])
  await expect(found('', stranger)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(getExecution(elsewhere, 'e0')).rejects.toMatchObject({ code: 'not-found' })
  await expect(getExecution(stranger, 'e0')).rejects.toMatchObject({ code: 'not-found' })
  await expect(getLogs(stranger, 'e0')).rejects.toMatchObject({ code: 'not-found' })
  expect((await getExecution(engineer, 'e0')).inputs).toEqual({ key: '********' })
})

it('removes an ended execution, and no living one', async () => {
  await insert('living', { state: 'RUNNING' })
  await insert('ended', {})
  await expect(deleteExecution(engineer, 'living')).rejects.toMatchObject({ code: 'conflict' })
  await expect(deleteExecution(elsewhere, 'ended')).rejects.toMatchObject({ code: 'not-found' })
  await deleteExecution(engineer, 'ended')
  await expect(getExecution(engineer, 'ended')).rejects.toMatchObject({ code: 'not-found' })
})

it('removes the logs and metrics of an execution, unless they are to stay', async () => {
  for (const id of ['whole', 'kept']) {
    await insert(id, {})
    const of = { executionId: id, taskRunId: `${id}-t`, taskId: 't', attempt: 1, line: 0 }
    const at = { namespace: 'company.team', flowId: 'f', timestamp: new Date() }
    await db.log.create({ data: { ...of, ...at, delivery: 1, level: 'INFO', message: 'x' } })
    await db.metric.create({ data: { ...of, ...at, name: 'm', type: 'counter', value: 1, tags: {} } })
  }
  await deleteExecution(engineer, 'whole')
  await deleteExecution(engineer, 'kept', { deleteLogs: false, deleteMetrics: false })
  for (const [executionId, left] of Object.entries({ whole: 0, kept: 1 })) {
    expect(await db.log.count({ where: { executionId } })).toBe(left)
    expect(await db.metric.count({ where: { executionId } })).toBe(left)
  }
})
