import { expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'

it('kv.list gives the keys that begin so', async () => {
  const kv = { keys: async (prefix: string, namespace?: string) => [`${prefix}1`, namespace ?? 'own'] }
  const result = await run({ prefix: 'order_' }, { kv } as unknown as TaskHost)
  expect(result).toEqual({ state: 'SUCCESS', outputs: { keys: ['order_1', 'own'] } })
})
