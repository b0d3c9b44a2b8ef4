import { beforeAll, describe, expect, test } from 'vitest'
import { aggregateMetrics } from '#server/metrics/aggregate-metrics.ts'
import { executionMetrics, metricNames, tasksWithMetrics } from '#server/metrics/read-metrics.ts'
import { db } from '#server/db.ts'
import { executionOutputs, taskOutputList, taskRunOutputs } from '#server/outputs/read-outputs.ts'
import { makePerson } from '#tests/harness/people.ts'
import { deleteFlowLogs, deleteLogs } from './delete-logs.ts'
import { followLogs } from './follow-logs.ts'
import { countLogs, getLogs } from './get-logs.ts'
import { searchLogs } from './search-logs.ts'

const engineer = (await makePerson({ roles: ['engineer'] })).actor
const requester = (await makePerson({ roles: ['requester'] })).actor
const place = { namespace: 'company.team', flowId: 'f' }
const began = Date.UTC(2026, 0, 1)

async function makeRun(id: string, levels: string[]): Promise<void> {
  await db.execution.create({
    data: {
      id,
      ...place,
      flowRevision: 1,
      state: 'SUCCESS',
      inputs: {},
      outputs: { answer: 42 },
      labels: {},
      histories: [],
      taskRuns: {
        create: [
          {
            id: `${id}-1`,
            taskId: 't',
            type: 'log',
            state: 'SUCCESS',
            position: 1,
            histories: [],
            outputs: { a: 1 },
          },
          { id: `${id}-2`, taskId: 'u', type: 'log', state: 'SUCCESS', position: 2, histories: [] },
        ],
      },
    },
  })
  const owner = { executionId: id, taskRunId: `${id}-1`, attempt: 1, ...place, taskId: 't' }
  await db.log.createMany({
    data: levels.map((level, line) => ({
      ...owner,
      delivery: 1,
      line,
      timestamp: new Date(began + line),
      level,
      message: `${id} line ${line}`,
    })),
  })
  await db.metric.createMany({
    data: [3, 5].map((value, line) => ({
      ...owner,
      line,
      name: 'length',
      type: 'counter',
      value,
      tags: {},
      timestamp: new Date(began),
    })),
  })
}

beforeAll(async () => {
  await makeRun('one', ['INFO', 'WARN', 'ERROR', 'DEBUG'])
  await makeRun('two', ['INFO'])
})

const filter = (field: string, value: string, op = 'EQUALS') => ({ field, op, values: [value] })
const found = async (...filters: ReturnType<typeof filter>[]) =>
  (await searchLogs(engineer, { page: 1, size: 10, filters })).results.map(({ message }) => message)

describe('logs', () => {
  test('are searched by level, text, place and time, the newest first', async () => {
    expect(await found(filter('level', 'WARN'))).toEqual(['one line 2', 'one line 1'])
    expect(await found(filter('q', 'LINE 3'))).toEqual(['one line 3'])
    expect(await found(filter('executionId', 'two'))).toEqual(['two line 0'])
    expect(await found(filter('namespace', 'company', 'PREFIX'), filter('taskId', 'u'))).toEqual([])
    const from = new Date(began + 3).toISOString()
    expect(await found(filter('startDate', from, 'GREATER_THAN_OR_EQUAL_TO'))).toEqual(['one line 3'])
    await expect(found(filter('colour', 'red'))).rejects.toMatchObject({ code: 'invalid' })
    await expect(found(filter('level', 'LOUD'))).rejects.toMatchObject({ code: 'invalid' })
  })

  test('are counted and read in pieces', async () => {
    expect(await countLogs(engineer, 'one', { minLevel: 'INFO' })).toEqual({ total: 3 })
    const piece = await getLogs(engineer, 'one', { skip: 1, take: 2 })
    expect(piece.map(({ message }) => message)).toEqual(['one line 1', 'one line 2'])
    const tail = await getLogs(engineer, 'one', { tail: 2 })
    expect(tail.map(({ message }) => message)).toEqual(['one line 2', 'one line 3'])
    expect(await countLogs(engineer, 'one', { q: 'LINE 3' })).toEqual({ total: 1 })
    expect(await countLogs(engineer, 'one', { q: '%' })).toEqual({ total: 0 })
  })

  test('are followed to the end of the run, each line once', async () => {
    const { signal } = new AbortController()
    const response = await followLogs(engineer, 'one', { filter: { minLevel: 'WARN' }, signal })
    const text = await response.text()
    expect([...text.matchAll(/"message":"([^"]*)"/g)].map(([, message]) => message)).toEqual([
      'one line 1',
      'one line 2',
    ])
    expect(text).toMatch(/id: end\ndata: \{\}\n\n$/)
  })

  test('are deleted by filter, by flow, and stay readable when the run is gone', async () => {
    await deleteLogs(engineer, 'one', { minLevel: 'ERROR' })
    expect(await countLogs(engineer, 'one')).toEqual({ total: 3 })
    await db.execution.delete({ where: { id: 'two' } })
    expect(await getLogs(engineer, 'two')).toHaveLength(1)
    await deleteFlowLogs(engineer, { ...place, triggerId: 'hourly' })
    expect(await countLogs(engineer, 'one')).toEqual({ total: 3 })
    await deleteFlowLogs(engineer, place)
    expect(await countLogs(engineer, 'one')).toEqual({ total: 0 })
  })

  test('are closed to who builds nothing', async () => {
    const refused = { code: expect.stringMatching(/forbidden|not-found/) }
    const { signal } = new AbortController()
    await expect(searchLogs(requester, { page: 1, size: 1, filters: [] })).rejects.toMatchObject(refused)
    await expect(getLogs(requester, 'one')).rejects.toMatchObject(refused)
    await expect(deleteLogs(requester, 'one', {})).rejects.toMatchObject(refused)
    await expect(deleteFlowLogs(requester, place)).rejects.toMatchObject(refused)
    await expect(followLogs(requester, 'one', { filter: {}, signal })).rejects.toMatchObject(refused)
  })
})

describe('metrics and outputs', () => {
  test('are told of one execution', async () => {
    const metrics = await executionMetrics(engineer, 'one', { page: 1, size: 10 })
    expect(metrics).toMatchObject({ total: 2, results: [{ name: 'length', value: 3 }, { value: 5 }] })
    expect(await executionOutputs(engineer, 'one')).toEqual({ answer: 42 })
    expect(await taskOutputList(engineer, 'one')).toMatchObject([{ taskRunId: 'one-1', inline: true }])
    expect(await taskRunOutputs(engineer, 'one', 'one-1')).toEqual({ a: 1 })
    await expect(taskRunOutputs(engineer, 'one', 'two-1')).rejects.toMatchObject({ code: 'not-found' })
    await expect(executionMetrics(requester, 'one', { page: 1, size: 1 })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(executionOutputs(requester, 'one')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('are summed up over time', async () => {
    expect(await metricNames(engineer, place)).toEqual(['length'])
    expect(await tasksWithMetrics(engineer, place)).toEqual(['t'])
    const range = { startDate: '2025-12-31T00:00:00Z', endDate: '2026-01-02T00:00:00Z' }
    const summed = await aggregateMetrics(engineer, place, { metric: 'length', aggregation: 'sum', ...range })
    expect(summed).toEqual({
      groupBy: 'day',
      aggregations: [{ name: 'length', value: 16, date: '2026-01-01T00:00:00.000Z' }],
    })
    const refused = { code: expect.stringMatching(/forbidden|not-found/) }
    await expect(metricNames(requester, place)).rejects.toMatchObject(refused)
    await expect(
      aggregateMetrics(requester, place, { metric: 'length', aggregation: 'sum' }),
    ).rejects.toMatchObject(refused)
  })
})
