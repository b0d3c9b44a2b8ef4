import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import toggle from './activity.ts'
import spec from './spec.ts'

async function run(given: Record<string, unknown>, problem?: string) {
  const asked: unknown[] = []
  const host: Pick<TaskHost, 'log' | 'execution' | 'triggers'> = {
    execution: { id: 'e', namespace: 'company.team', flowId: 'own', flowRevision: 1 },
    log: async () => undefined,
    triggers: {
      setEnabled: async (key, enabled) => {
        asked.push({ ...key, enabled })
        return problem
      },
    },
  }
  const properties = spec.properties.parse(given) as Parameters<typeof toggle>[0]
  return { result: await toggle(properties, host as TaskHost), asked }
}

describe('trigger-toggle', () => {
  it('switches a trigger of its own flow off', async () => {
    expect(await run({ trigger: 'clock' })).toEqual({
      result: { state: 'SUCCESS', outputs: {} },
      asked: [{ namespace: 'company.team', flowId: 'own', triggerId: 'clock', enabled: false }],
    })
  })

  it('switches one of another flow on', async () => {
    const { asked } = await run({
      trigger: 'clock',
      enabled: true,
      flowId: 'other',
      namespace: 'company.team.sub',
    })
    expect(asked).toEqual([
      { namespace: 'company.team.sub', flowId: 'other', triggerId: 'clock', enabled: true },
    ])
  })

  it('fails with the reason why it could not', async () => {
    const { result } = await run({ trigger: 'gone' }, 'There is no trigger gone')
    expect(result).toEqual({ state: 'FAILED', message: 'There is no trigger gone' })
  })
})
