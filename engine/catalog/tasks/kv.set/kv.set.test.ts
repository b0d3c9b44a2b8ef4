import { describe, expect, it } from 'vitest'
import type { KvHostWrite, TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

async function set(given: Record<string, unknown>, answer = true) {
  const writes: [string, KvHostWrite][] = []
  const kv = { set: async (key: string, write: KvHostWrite) => writes.push([key, write]) > 0 && answer }
  const properties = spec.properties.parse({ key: 'k', ...given }) as Parameters<typeof run>[0]
  return { result: await run(properties, { kv } as unknown as TaskHost), write: writes[0]?.[1] }
}

describe('kv.set', () => {
  it('keeps a text as a text, other values as what they are, and any as what is asked', async () => {
    expect((await set({ value: 'PT5S' })).write).toMatchObject({ value: 'PT5S', type: 'STRING' })
    expect((await set({ value: 5 })).write).toMatchObject({ value: 5, type: undefined })
    expect((await set({ value: '5', kvType: 'NUMBER' })).write).toMatchObject({ type: 'NUMBER' })
  })

  it('gives the time to live in milliseconds', async () => {
    expect((await set({ value: 1, ttl: 'PT1M' })).write).toMatchObject({ ttlMs: 60_000 })
    expect(spec.properties.safeParse({ key: 'k', value: 1, ttl: 'soon' }).success).toBe(false)
  })

  it('fails where the value has to stay', async () => {
    const { result } = await set({ value: 1, overwrite: false }, false)
    expect(result).toMatchObject({ state: 'FAILED', message: expect.stringContaining("'k'") })
  })
})
