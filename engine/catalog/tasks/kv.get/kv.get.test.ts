import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'

const host = {
  execution: { namespace: 'company' },
  kv: { get: async (key: string) => (key === 'there' ? { value: { a: 1 } } : undefined) },
} as unknown as TaskHost

describe('kv.get', () => {
  it('gives the value', async () => {
    expect(await run({ key: 'there', errorOnMissing: true }, host)).toEqual({
      state: 'SUCCESS',
      outputs: { value: { a: 1 } },
    })
  })

  it('gives nothing for a key without a value, or fails', async () => {
    expect(await run({ key: 'gone', errorOnMissing: false }, host)).toEqual({ state: 'SUCCESS', outputs: {} })
    expect(await run({ key: 'gone', errorOnMissing: true }, host)).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining("key 'gone' in namespace 'company'"),
    })
  })
})
