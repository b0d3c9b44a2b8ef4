import { expect, it } from 'vitest'
import control from './control.ts'

it('plays its tasks one at a time and forgives', () => {
  expect(control.start()).toEqual({ kind: 'children', branch: 'tasks', concurrent: 1, forgiving: true })
})
