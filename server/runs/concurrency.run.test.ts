import { expect, it } from 'vitest'
import { getLimit } from '#server/concurrency/get-limit.ts'
import { recountLimit } from '#server/concurrency/recount-limit.ts'
import { searchLimits } from '#server/concurrency/search-limits.ts'
import { db, Prisma } from '#server/db.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { slotStates } from './slots.ts'
import { sweep } from './sweep.ts'
import { namespace, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()
const now = { startMs: 0, killMs: 0, lostMs: 0, tellMs: 0 }

const limited = (id: string, limit: number, behavior = 'QUEUE') => `
id: ${id}
namespace: ${namespace}
concurrency: { limit: ${limit}, behavior: ${behavior} }
inputs:
  - { id: sleep, type: STRING, defaults: PT1S }
tasks:
  - { id: sleep, type: sleep, duration: "{{ inputs.sleep }}" }
`

const statesOf = async (id: string) =>
  (await getExecution(runs.engineer, id)).state.histories.map(({ state }) => state)

async function holders(flowId: string): Promise<number> {
  return db.execution.count({ where: { flowId, state: { in: [...slotStates] } } })
}

it('queues what is beyond the limit, and lets the next one in when a slot is free', async () => {
  await runs.publish(limited('one', 1))
  const first = await runs.start('one')
  const second = await runs.start('one')
  expect(await statesOf(second)).toEqual(['CREATED', 'QUEUED'])
  expect(await getLimit(runs.engineer, { namespace, flowId: 'one' })).toMatchObject({
    limit: 1,
    running: 1,
    queued: 1,
  })
  expect((await runs.rest(first)).state.current).toBe('SUCCESS')
  expect((await runs.rest(second)).state.current).toBe('SUCCESS')
  expect(await statesOf(second)).toEqual(['CREATED', 'QUEUED', 'RUNNING', 'SUCCESS'])
})

it.each([
  ['CANCEL', 'CANCELLED', 'CANCELLED'],
  ['FAIL', 'FAILED', 'ON_HOLD'],
])('with %s what is beyond the limit ends as %s', async (behavior, state, outcome) => {
  const id = behavior.toLowerCase()
  await runs.publish(limited(id, 1, behavior))
  const first = await runs.start(id)
  const second = await getExecution(runs.engineer, await runs.start(id))
  expect(second.state.current).toBe(state)
  expect(second.error).toMatch(/its limit/)
  const request = await db.request.findUniqueOrThrow({ where: { id: second.requestId ?? '' } })
  expect(request.outcome).toBe(outcome)
  expect((await runs.rest(first)).state.current).toBe('SUCCESS')
})

it('ends one that waits at once when it is killed, and the others keep their order', async () => {
  await runs.publish(limited('killed', 1))
  const first = await runs.start('killed', { inputs: { sleep: 'PT1H' } })
  const second = await runs.start('killed')
  const third = await runs.start('killed')
  await killExecution(runs.engineer, second)
  expect(await statesOf(second)).toEqual(['CREATED', 'QUEUED', 'KILLED'])
  expect(await statesOf(third)).toEqual(['CREATED', 'QUEUED'])
  await killExecution(runs.engineer, first)
  expect((await runs.rest(third)).state.current).toBe('SUCCESS')
  expect(await holders('killed')).toBe(0)
})

it('lets more in when a new revision raises the limit', async () => {
  await runs.publish(limited('raised', 1))
  const first = await runs.start('raised', { inputs: { sleep: 'PT1H' } })
  const second = await runs.start('raised')
  await runs.publish(limited('raised', 2))
  const key = { namespace, flowId: 'raised' }
  await expect(recountLimit(runs.engineer, key, 7)).rejects.toMatchObject({ code: 'invalid' })
  const outsider = (await makePerson({ roles: [] })).actor
  await expect(recountLimit(outsider, key, undefined)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await recountLimit(runs.engineer, key, undefined)).toMatchObject({ running: 2, queued: 0, limit: 2 })
  expect((await searchLimits(runs.engineer)).results).toContainEqual(
    expect.objectContaining({ flowId: 'raised', running: 2 }),
  )
  expect((await runs.rest(second)).state.current).toBe('SUCCESS')
  await killExecution(runs.engineer, first)
})

it(
  'never lets more than the limit run, keeps the order, and ends all of 200',
  { timeout: 240_000 },
  async () => {
    await runs.publish(`
id: many
namespace: ${namespace}
concurrency: { limit: 3 }
tasks:
  - { id: work, type: log, message: hi }
`)
    let most = 0
    let watching = true
    const watch = (async () => {
      while (watching) {
        most = Math.max(most, await holders('many'))
        await new Promise((next) => setTimeout(next, 20))
      }
    })()
    await Promise.all(Array.from({ length: 200 }, () => runs.start('many')))
    const successes = () => db.execution.count({ where: { flowId: 'many', state: 'SUCCESS' } })
    await until(async () => (await successes()) === 200, 'all have ended', 200)
    watching = false
    await watch
    expect(most).toBeLessThanOrEqual(3)
    expect(most).toBeGreaterThan(1)
    // a start that commits late is not yet in line when a younger one is let in
    const order = await db.$queryRaw<{ wrong: number }[]>(Prisma.sql`
    WITH line AS (SELECT e."createdAt", e."startedAt", (h ->> 'date')::timestamptz AS "queuedAt"
      FROM "Execution" e, jsonb_array_elements(e.histories) h
      WHERE e."flowId" = 'many' AND h ->> 'state' = 'QUEUED')
    SELECT count(*)::int AS wrong FROM line a JOIN line b
      ON a."createdAt" < b."createdAt" AND a."queuedAt" < b."startedAt" AND b."startedAt" < a."startedAt"`)
    expect(order[0]?.wrong).toBe(0)
  },
)

it('goes on with those who wait after the worker was away', async () => {
  await runs.publish(limited('away', 1))
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push(await runs.start('away', { inputs: { sleep: 'PT0.1S' } }))
  await runs.stopWorker()
  const [first = '', second = '', third = ''] = ids
  // as a process leaves it that dies between the end of one and the start of the next
  await db.execution.update({ where: { id: first }, data: { limited: false } })
  await runs.startWorker()
  await runs.rest(first)
  expect(await statesOf(second)).toEqual(['CREATED', 'QUEUED'])
  await until(async () => (await sweep(now)) && (await statesOf(second)).length > 2, 'the sweep')
  for (const id of [second, third]) expect((await runs.rest(id)).state.current).toBe('SUCCESS')
})
