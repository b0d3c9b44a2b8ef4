import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { makePerson } from '#tests/harness/people.ts'
import { getRequest } from './get-request.ts'
import { listRequests } from './list-requests.ts'
import { keyOf, readRuns } from './past-runs.ts'
import { usualByStage } from './usual.ts'

const source = `
id: order
namespace: past.runs
tasks:
  - { id: check, type: log, message: a }
  - { id: price, type: log, message: b }
  - { id: buy, type: log, message: c }
  - { id: book, type: log, message: d }
  - { id: file, type: log, message: e }
`
const runs = 20_000

beforeAll(async () => {
  const engineer: Actor = (await makePerson({ roles: ['engineer'] })).actor
  await saveFlow(engineer, source)
  // a run each minute, of five tasks of one to five seconds
  await db.$executeRaw(Prisma.sql`
    INSERT INTO "Execution" (id, namespace, "flowId", "flowRevision", state, inputs, labels, histories, "createdAt")
    SELECT 'past-' || n, 'past.runs', 'order', 1, CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'SUCCESS' END, '{}', '{}', '[]',
      now() - n * interval '1 minute' FROM generate_series(1, ${runs}) n`)
  await db.$executeRaw(Prisma.sql`
    INSERT INTO "TaskRun" (id, "executionId", "taskId", type, state, position, histories, "startedAt", "endedAt")
    SELECT 'past-' || n || '-' || t.i, 'past-' || n, t.task, 'log', 'SUCCESS', t.i, '[]',
      now() - n * interval '1 minute', now() - n * interval '1 minute' + t.i * interval '1 second'
    FROM generate_series(1, ${runs}) n,
      (VALUES (1, 'check'), (2, 'price'), (3, 'buy'), (4, 'book'), (5, 'file')) AS t(i, task)`)
  await db.$executeRaw`ANALYZE "Execution", "TaskRun"`
}, 120_000)

test('200 of the newest runs are learned from among 100,000 task runs, without reading the others', async () => {
  const flow = { namespace: 'past.runs', flowId: 'order' }
  const past = (await readRuns([flow])).get(keyOf(flow)) ?? []
  expect(past).toHaveLength(200)
  expect(usualByStage(past).get('book')).toEqual({ usualSeconds: 4, slowSeconds: 4 })
  const ids = past.map((_, index) => `past-${index + 1}`)
  const plans = await Promise.all([
    planOf(Prisma.sql`SELECT id, state, "createdAt" FROM "Execution" WHERE namespace = 'past.runs' AND "flowId" = 'order'
      ORDER BY "createdAt" DESC LIMIT 1000`),
    planOf(
      Prisma.sql`SELECT "taskId" FROM "TaskRun" WHERE "executionId" = ANY(${ids}) AND "parentId" IS NULL`,
    ),
  ])
  for (const plan of plans) expect(plan).not.toContain('Seq Scan')
})

test('a list says when each of its requests will likely be over, as its page does; several flows are read at once', async () => {
  const engineer: Actor = (await makePerson({ roles: ['engineer'] })).actor
  const nora = (await makePerson()).actor
  await saveFlow(engineer, source.replace('id: order', 'id: refund'))
  const runsOf = await readRuns([
    { namespace: 'past.runs', flowId: 'refund' },
    { namespace: 'past.runs', flowId: 'order' },
  ])
  expect([...runsOf.keys()]).toEqual(['past.runs/order'])
  const startedAt = new Date(Date.now() + 3_600_000)
  for (const flowId of ['order', 'refund']) {
    const id = `open-${flowId}`
    await db.execution.create({
      data: {
        id,
        namespace: 'past.runs',
        flowId,
        flowRevision: 1,
        state: 'RUNNING',
        inputs: {},
        labels: {},
        histories: [],
      },
    })
    const task = { executionId: id, type: 'log', histories: [], startedAt }
    await db.taskRun.createMany({
      data: [
        { ...task, id: `${id}-1`, taskId: 'check', state: 'SUCCESS', position: 1, endedAt: startedAt },
        { ...task, id: `${id}-2`, taskId: 'price', state: 'RUNNING', position: 2 },
      ],
    })
    await db.request.create({
      data: {
        id,
        number: `PST-${flowId}`,
        namespace: 'past.runs',
        flowId,
        requesterId: nora.id,
        title: flowId,
        outcome: 'IN_PROGRESS',
        currentExecutionId: id,
      },
    })
  }
  const { results } = await listRequests(nora, { order: 'title' })
  const after = new Date(startedAt.getTime() + 5_000).toISOString()
  expect(results.map(({ expected }) => expected)).toEqual([{ from: after, until: after }, undefined])
  expect((await getRequest(nora, 'open-order')).expected).toEqual(results[0]?.expected)
})

async function planOf(query: Prisma.Sql): Promise<string> {
  const rows = await db.$queryRaw<Record<string, string>[]>(Prisma.sql`EXPLAIN ${query}`)
  return rows.flatMap((row) => Object.values(row)).join('\n')
}
