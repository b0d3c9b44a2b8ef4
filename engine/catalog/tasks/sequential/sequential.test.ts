import { describe, expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

describe('sequential', () => {
  it('plays its tasks one at a time', () => {
    expect(control.start()).toEqual({ kind: 'children', branch: 'tasks', concurrent: 1 })
  })

  it('needs tasks', () => {
    expect(spec.properties.safeParse({ tasks: [] }).success).toBe(false)
    expect(spec.properties.safeParse({ tasks: [{}] }).success).toBe(true)
  })
})
