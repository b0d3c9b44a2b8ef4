import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

// This type asks nothing of its host.
const host = {} as TaskHost

describe('output-values', () => {
  it('gives its values, of any kind, as they are', async () => {
    const values = { text: 'a', list: [1, null], map: { b: false } }
    expect(await run({ values }, host)).toEqual({ state: 'SUCCESS', outputs: { values } })
  })

  it('takes no list and needs values', () => {
    expect(spec.properties.safeParse({ values: ['a'] }).success).toBe(false)
    expect(spec.properties.safeParse({}).success).toBe(false)
  })
})
