import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import run from './activity.ts'

// This type asks nothing of its host.
const set = (labels: Json) => run({ labels }, {} as TaskHost)

describe('labels', () => {
  it('reads a map, a list of keys and values, and either as JSON', async () => {
    const success = { state: 'SUCCESS', outputs: {}, labels: { a: 'x', n: '1' } }
    expect(await set({ a: 'x', n: 1 })).toEqual(success)
    expect(
      await set([
        { key: 'a', value: 'x' },
        { key: 'n', value: 1 },
      ]),
    ).toEqual(success)
    expect(await set('{"a": "x", "n": 1}')).toEqual(success)
  })

  it('refuses what is no label, and those of the product itself', async () => {
    const maps: JsonObject[] = [{ a: { b: 1 } }, { 'system.x': 'y' }, { '': 'x' }]
    const wrongs: Json[] = ['no JSON', ['a'], [{ value: 'x' }], ...maps]
    for (const wrong of wrongs) expect(await set(wrong)).toMatchObject({ state: 'FAILED' })
  })
})
