import { expect, it } from 'vitest'
import type { LogPurge } from '#engine/catalog/execution-host.ts'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('log.purge removes lines of the time and levels that are named', async () => {
  const asked: LogPurge[] = []
  const host = {
    log: async () => undefined,
    executions: { purgeLogs: async (call: LogPurge) => asked.push(call) },
  } as unknown as TaskHost
  const given = { namespace: 'n', startDate: '2026-01-01', endDate: '2026-02-01', logLevels: ['DEBUG'] }
  const result = await run(spec.properties.parse(given) as Parameters<typeof run>[0], host)
  expect(result).toEqual({ state: 'SUCCESS', outputs: { count: 1 } })
  expect(asked).toEqual([
    {
      namespace: 'n',
      levels: ['DEBUG'],
      from: new Date('2026-01-01T00:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
    },
  ])
})
