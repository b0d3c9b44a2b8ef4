import { describe, expect, it } from 'vitest'
import type { Json } from '#engine/flow/flow.ts'
import control from './control.ts'

const over = (values: Json) => control.start({ at: 0, properties: { values } }).over.values

describe('for-each', () => {
  it('goes over a list and over JSON text of one, one value at a time', () => {
    expect(control.start({ at: 0, properties: { values: ['a', 'b'] } })).toEqual({
      kind: 'iterate',
      branch: 'tasks',
      concurrent: 1,
      over: { values: ['a', 'b'] },
    })
    expect(over('["a", "b"]')).toEqual(['a', 'b'])
    expect(over([])).toEqual([])
  })

  it('makes text of every value, and takes what comes twice once', () => {
    expect(over([1, true, 'a', { b: 1 }, ['c'], 'a', { b: 1 }, '1'])).toEqual([
      '1',
      'true',
      'a',
      '{"b":1}',
      '["c"]',
    ])
  })

  it.each<[Json, string]>([
    [[1, null, 2, null], "Found '2' null values on Each, with values=[1, null, 2, null]"],
    ['[null]', "Found '1' null values on Each, with values=[null]"],
    ['abc', '`values` must be a list, but is abc'],
    ['{"a": 1}', '`values` must be a list, but is {"a": 1}'],
    ['', '`values` must be a list, but is nothing'],
    [3, '`values` must be a list, but is 3'],
  ])('refuses %j', (values, message) => {
    expect(() => over(values)).toThrow(new TypeError(message))
  })
})
