import { expect, it } from 'vitest'
import type { PurgeCall } from '#engine/catalog/execution-host.ts'
import type { TaskHost } from '#engine/catalog/host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('execution.purge removes all parts unless told otherwise, and counts them', async () => {
  const asked: PurgeCall[] = []
  const host = {
    log: async () => undefined,
    executions: {
      purge: async (call: PurgeCall) => {
        asked.push(call)
        return { executions: 1, taskRuns: 2, logs: 3, metrics: 4, files: 5 }
      },
    },
  } as unknown as TaskHost
  const given = { endDate: '2026-01-01T00:00:00Z', purgeLog: false }
  const result = await run(spec.properties.parse(given) as Parameters<typeof run>[0], host)
  expect(asked).toMatchObject([
    {
      to: new Date('2026-01-01T00:00:00Z'),
      parts: { executions: true, logs: false, metrics: true, files: true },
      batchSize: 100,
    },
  ])
  expect(result).toMatchObject({
    outputs: { executionsCount: 1, taskOutputsCount: 2, logsCount: 3, metricsCount: 4, storagesCount: 5 },
  })
  const soon = run(spec.properties.parse({ endDate: 'soon' }) as Parameters<typeof run>[0], host)
  await expect(soon).rejects.toThrow('`endDate` must be a date and time')
})

it.each([
  ['states: [RUNNING]', 'states'],
  ['flowId: f', '`flowId` needs the `namespace`'],
])('execution.purge refuses %s', (more, reason) => {
  expect(problemsOf(`{id: t, type: execution.purge, endDate: '2026-01-01', ${more}}`)).toEqual([
    expect.stringContaining(reason),
  ])
})
