import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

const measured: [string, number][] = []
const metric: TaskHost['metric'] = ({ name, value }) => void measured.push([name, value])
const host = { metric } as TaskHost

describe('return', () => {
  it('gives its text as its value', async () => {
    expect(await run({ format: 'a' }, host)).toEqual({ state: 'SUCCESS', outputs: { value: 'a' } })
  })

  it('gives an empty text as one, and nothing for none', async () => {
    expect(await run({ format: '' }, host)).toEqual({ state: 'SUCCESS', outputs: { value: '' } })
    expect(await run({}, host)).toEqual({ state: 'SUCCESS', outputs: {} })
  })

  it('measures the length of its text and how long it took', async () => {
    measured.length = 0
    await run({ format: 'abc' }, host)
    expect(measured).toEqual([
      ['length', 3],
      ['duration', expect.any(Number)],
    ])
  })

  it('takes no list', () => {
    expect(spec.properties.safeParse({ format: ['a'] }).success).toBe(false)
  })
})
