import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'

const host = {
  execution: { namespace: 'company' },
  kv: { delete: async (key: string) => key === 'there' },
} as unknown as TaskHost

describe('kv.delete', () => {
  it('says whether there was a value', async () => {
    expect(await run({ key: 'there', errorOnMissing: true }, host)).toMatchObject({
      outputs: { deleted: true },
    })
    expect(await run({ key: 'gone', errorOnMissing: false }, host)).toMatchObject({
      outputs: { deleted: false },
    })
  })

  it('fails for none where it is asked to', async () => {
    expect(await run({ key: 'gone', errorOnMissing: true }, host)).toMatchObject({ state: 'FAILED' })
  })
})
