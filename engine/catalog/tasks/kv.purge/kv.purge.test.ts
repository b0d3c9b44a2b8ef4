import { expect, it } from 'vitest'
import type { KvHostPurge, TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

async function purge(given: Record<string, unknown>) {
  const asked: KvHostPurge[] = []
  const host = {
    execution: { namespace: 'company' },
    log: async () => undefined,
    kv: { purge: async (which: KvHostPurge) => asked.push(which) },
  } as unknown as TaskHost
  const result = await run(spec.properties.parse(given) as Parameters<typeof run>[0], host)
  return { result, which: asked[0] }
}

it('kv.purge takes expired keys of its own namespace and those below', async () => {
  const { result, which } = await purge({})
  expect(which).toMatchObject({ namespaces: ['company'], children: true, expiredOnly: true })
  expect(result).toEqual({ state: 'SUCCESS', outputs: { size: 1 } })
})

it('kv.purge takes living ones where it is asked to, in either spelling', async () => {
  expect((await purge({ expiredOnly: false })).which).toMatchObject({ expiredOnly: false })
  expect((await purge({ behavior: { expiredOnly: false } })).which).toMatchObject({ expiredOnly: false })
})
