import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

// This type asks nothing of its host.
const host = {} as TaskHost

describe('return', () => {
  it('gives its text as its value', async () => {
    expect(await run({ format: 'a' }, host)).toEqual({ state: 'SUCCESS', outputs: { value: 'a' } })
  })

  it('gives an empty text as one, and nothing for none', async () => {
    expect(await run({ format: '' }, host)).toEqual({ state: 'SUCCESS', outputs: { value: '' } })
    expect(await run({}, host)).toEqual({ state: 'SUCCESS', outputs: {} })
  })

  it('takes no list', () => {
    expect(spec.properties.safeParse({ format: ['a'] }).success).toBe(false)
  })
})
