import type { JsonObject } from '#engine/flow/flow.ts'
import { describe, expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

describe('parallel', () => {
  it.each([
    [undefined, 0],
    [3, 3],
    ['3', 3],
    [' 4 ', 4],
  ])('reads the limit %j', (concurrent, limit) => {
    const properties: JsonObject = concurrent === undefined ? {} : { concurrent }
    expect(control.start({ at: 0, properties }).concurrent).toBe(limit)
  })

  it.each(['', 'many', '1.5', -1, '-1', [1]])('refuses the limit %j', (concurrent) => {
    expect(() => control.start({ at: 0, properties: { concurrent } })).toThrow(TypeError)
  })

  it('takes a number or a template for its limit', () => {
    const parse = (concurrent: unknown) => spec.properties.safeParse({ concurrent, tasks: [{}] }).success
    expect([parse(2), parse('{{ inputs.n }}'), parse(-1), parse('two'), parse(1.5)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
