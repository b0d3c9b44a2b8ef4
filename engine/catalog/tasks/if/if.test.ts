import { describe, expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

const branchOf = (condition: string | number | boolean | null) =>
  control.start({ at: 0, properties: { condition } }).branch

describe('if', () => {
  it.each(['false', '0', '-0', '', ' ', false, 0, null])('takes else for %j', (condition) => {
    expect(branchOf(condition)).toBe('else')
  })

  it.each(['true', 'no', '1', 'null', '[]', true, 1])('takes then for %j', (condition) => {
    expect(branchOf(condition)).toBe('then')
  })

  it('needs a condition and tasks for it', () => {
    expect(spec.properties.safeParse({ then: [{}] }).success).toBe(false)
    expect(spec.properties.safeParse({ condition: '{{ x }}' }).success).toBe(false)
    expect(spec.properties.safeParse({ condition: '{{ x }}', then: [{}] }).success).toBe(true)
  })
})
