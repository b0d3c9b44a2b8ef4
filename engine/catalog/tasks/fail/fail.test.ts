import { describe, expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

describe('fail', () => {
  it('fails without a condition, with a message', () => {
    expect(control.start({ at: 0, properties: {} })).toEqual({
      kind: 'end',
      state: 'FAILED',
      message: 'Task failure',
    })
    expect(control.start({ at: 0, properties: { errorMessage: 'no' } })).toMatchObject({ message: 'no' })
  })

  it.each(['false', '0', '', false, null])('succeeds for the condition %j', (condition) => {
    expect(control.start({ at: 0, properties: { condition, errorMessage: 'no' } })).toEqual({
      kind: 'end',
      state: 'SUCCESS',
    })
  })

  it('refuses properties of other types', () => {
    expect(spec.properties.safeParse({ condition: [] }).success).toBe(false)
    expect(spec.properties.safeParse({ errorMessage: 3 }).success).toBe(false)
  })
})
