import { describe, expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

describe('sleep', () => {
  it.each([
    ['PT0S', 1000],
    ['PT30S', 31_000],
    [' pt0.25s ', 1250],
    ['P1DT1S', 86_402_000],
  ])('waits %s', (duration, until) => {
    expect(control.start({ properties: { duration }, at: 1000 })).toEqual({
      kind: 'wait',
      until,
      line: `Waiting for ${duration.trim()}`,
    })
  })

  it.each(['', '30', 'PT', 'soon', '-PT1S', 'P1M', null])('refuses %j', (duration) => {
    expect(() => control.start({ properties: { duration }, at: 0 })).toThrow(RangeError)
  })

  it('takes a duration or a template', () => {
    const parse = (duration: unknown) => spec.properties.safeParse({ duration }).success
    expect([parse('PT1S'), parse('PT{{ inputs.n }}S'), parse('1s'), parse(3), parse(undefined)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
