import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { putFile } from '#server/files/put-file.ts'
import { publish } from '#server/tasks/testdata/published.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { purgeExecutions } from './purge-executions.ts'

interface Made {
  namespace: string
  flowId?: string
  state?: State
  day?: number
  parent?: string
}

/** An execution of January 2026 with a task run, a line, a metric, a file and a big value. */
async function make({ namespace, flowId = 'f', state = 'SUCCESS', day = 1, parent }: Made) {
  const id = randomBytes(8).toString('hex')
  const createdAt = new Date(Date.UTC(2026, 0, day))
  const place = {
    executionId: id,
    taskRunId: `${id}-t`,
    taskId: 't',
    attempt: 1,
    line: 1,
    timestamp: createdAt,
  }
  await db.execution.create({
    data: {
      id,
      namespace,
      flowId,
      flowRevision: 1,
      state,
      inputs: {},
      labels: {},
      histories: [],
      createdAt,
      triggerExecutionId: parent,
      parentTaskRunId: parent && `${parent}-t`,
      taskRuns: { create: { id: `${id}-t`, taskId: 't', type: 'log', state, position: 0, histories: [] } },
    },
  })
  await db.log.create({ data: { ...place, namespace, flowId, delivery: 1, level: 'INFO', message: 'x' } })
  await db.metric.create({
    data: { ...place, namespace, flowId, name: 'm', type: 'counter', value: 1, tags: {} },
  })
  const owner = { namespace, flowId, executionId: id }
  const { uri } = await putFile({ owner, name: 'a.txt', content: Buffer.from('x') })
  const value = await putFile({
    owner,
    name: `${'0'.repeat(64)}.json`,
    content: Buffer.from('1'),
    folder: '_values',
  })
  return { id, uri, value: value.uri }
}

const isThere = async (id: string) => (await db.execution.count({ where: { id } })) > 0

async function purge(namespace: string, properties: string) {
  const { run } = await publish(
    `- {id: purge, type: execution.purge, endDate: "2026-01-20T00:00:00Z", batchSize: 2, ${properties}}`,
    namespace,
  )
  return run('purge')
}

describe('execution.purge', () => {
  it('removes what has ended in the time, with all that belongs to it', async () => {
    const namespace = 'purge-all.team'
    const old = await Promise.all([1, 2, 3, 4, 5].map((day) => make({ namespace, day })))
    const young = await make({ namespace, day: 25 })
    const alive = await make({ namespace, state: 'RUNNING' })
    const failed = await make({ namespace, state: 'FAILED' })
    const end = await purge(namespace, `startDate: "2026-01-01", states: [SUCCESS]`)
    expect(end).toMatchObject({
      state: 'SUCCESS',
      outputs: { executionsCount: 5, taskOutputsCount: 5, logsCount: 5, metricsCount: 5, storagesCount: 10 },
    })
    expect(await Promise.all(old.map(({ id }) => isThere(id)))).toEqual(Array(5).fill(false))
    expect(await Promise.all([young, alive, failed].map(({ id }) => isThere(id)))).toEqual([true, true, true])
    const [first] = old
    expect([existsSync(localPath(first?.uri ?? '')), existsSync(localPath(young.uri))]).toEqual([false, true])
    const entry = await db.auditEntry.findFirst({
      where: { action: 'execution:purge' },
      orderBy: { id: 'desc' },
    })
    expect(entry).toMatchObject({
      subjectType: 'flow',
      subjectId: expect.stringMatching(/^purge-all\.team\//),
    })
  })

  it('removes only the parts that are asked for; what an execution shows stays', async () => {
    const namespace = 'purge-parts'
    const made = await make({ namespace })
    const end = await purge(namespace, 'purgeExecution: false, purgeLog: false')
    expect(end).toMatchObject({
      outputs: { executionsCount: 0, taskOutputsCount: 0, logsCount: 0, metricsCount: 1, storagesCount: 1 },
    })
    expect(await isThere(made.id)).toBe(true)
    expect([made.uri, made.value].map((uri) => existsSync(localPath(uri)))).toEqual([false, true])
  })

  it('leaves the children of what still goes on', async () => {
    const namespace = 'purge-children'
    const parent = await make({ namespace, state: 'RUNNING' })
    const child = await make({ namespace, parent: parent.id })
    await purge(namespace, '')
    expect(await isThere(child.id)).toBe(true)
    await db.execution.update({ where: { id: parent.id }, data: { state: 'SUCCESS' } })
    await purge(namespace, '')
    expect([await isThere(child.id), await isThere(parent.id)]).toEqual([false, false])
  })

  it('stays in the tree of its namespace, unless it is of `system`', async () => {
    const [own, below, like, other] = await Promise.all(
      ['purge-a.x', 'purge-a.y.z', 'purge-ab', 'purge-b'].map((namespace) => make({ namespace })),
    )
    expect(await purge('purge-a.x', 'namespace: purge-b')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining("may not touch executions of 'purge-b'"),
    })
    await purge('purge-a.x', '')
    const there = () => Promise.all([own, below, like, other].map((one) => isThere(one?.id ?? '')))
    expect(await there()).toEqual([false, false, true, true])
    await purge('system', 'namespace: purge-b, flowId: other')
    expect(await there()).toEqual([false, false, true, true])
    await purge('system', 'namespace: purge-b, flowId: f')
    expect(await there()).toEqual([false, false, true, false])
  })

  it('needs the right to remove executions', async () => {
    const { actor } = await makePerson({ roles: ['requester'] })
    const parts = { executions: true, logs: true, metrics: true, files: true }
    const { signal } = new AbortController()
    const asked = purgeExecutions(actor, { parts, batchSize: 1, by: 'x', namespace: 'a', signal })
    await expect(asked).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('log.purge', () => {
  it('removes lines of levels and times, and leaves the others', async () => {
    const namespace = 'purge-logs'
    const made = await make({ namespace })
    await db.log.create({
      data: {
        executionId: made.id,
        taskRunId: `${made.id}-t`,
        taskId: 't',
        attempt: 1,
        delivery: 1,
        line: 2,
        namespace,
        flowId: 'f',
        level: 'ERROR',
        message: 'y',
        timestamp: new Date('2026-01-02T00:00:00Z'),
      },
    })
    const { run } = await publish(
      '- {id: purge, type: log.purge, endDate: "2026-01-20T00:00:00Z", logLevels: [INFO]}',
      namespace,
    )
    expect(await run('purge')).toMatchObject({ outputs: { count: 1 } })
    expect(await db.log.findMany({ where: { executionId: made.id }, select: { level: true } })).toEqual([
      { level: 'ERROR' },
    ])
  })
})

describe('execution.count', () => {
  it('counts by flow, also those that had none, and only in its tree', async () => {
    const namespace = 'count-a'
    await make({ namespace, day: 2 })
    await make({ namespace, day: 3, state: 'FAILED' })
    await make({ namespace, day: 3, flowId: 'g' })
    await make({ namespace, day: 9 })
    const count = async (what: string) => {
      const period = 'startDate: "2026-01-01", endDate: "2026-01-05"'
      const { run } = await publish(
        `- {id: c, type: execution.count, expression: "{{ count >= 0 }}", ${period}, ${what}}`,
        namespace,
      )
      return run('c')
    }
    expect(
      await count('flows: [{namespace: count-a, flowId: none}, {namespace: count-a, flowId: f}]'),
    ).toMatchObject({
      outputs: {
        results: [
          { namespace, flowId: 'none', count: 0 },
          { namespace, flowId: 'f', count: 2 },
        ],
        total: 2,
      },
    })
    expect(await count('namespaces: [count-a], states: [SUCCESS]')).toMatchObject({
      outputs: {
        results: [
          { flowId: 'f', count: 1 },
          { flowId: 'g', count: 1 },
        ],
      },
    })
    expect(await count('namespaces: [count-b]')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining("'count-b'"),
    })
  })
})
