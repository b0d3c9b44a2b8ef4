import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#engine/flow/flow.ts'
import control from './control.ts'

const start = (properties: JsonObject) => control.start({ at: 0, properties })

describe('loop', () => {
  it('goes over a list, each item on its own, as many at a time as there are', () => {
    expect(start({ values: ['a', 'a', 1] })).toEqual({
      kind: 'iterate',
      branch: 'tasks',
      concurrent: 0,
      over: { values: ['a', 'a', '1'] },
      transmitFailed: true,
    })
    expect(start({ values: [], transmitFailed: false, concurrencyLimit: '4' })).toMatchObject({
      concurrent: 4,
      transmitFailed: false,
    })
  })

  it('goes over a map with its keys, and over JSON text of both', () => {
    const map = { values: ['1', '{"c":2}'], keys: ['a', 'b'] }
    expect(start({ values: { a: 1, b: { c: 2 } } }).over).toEqual(map)
    expect(start({ values: '{"a": 1, "b": {"c": 2}}' }).over).toEqual(map)
    expect(start({ values: '[1]' }).over).toEqual({ values: ['1'] })
  })

  it('refuses what is neither, and nothing in it', () => {
    expect(() => start({ values: 'x' })).toThrow('`values` must be a list or a map, but is x')
    expect(() => start({ values: { a: null } })).toThrow("Found '1' null values on Each")
  })
})
