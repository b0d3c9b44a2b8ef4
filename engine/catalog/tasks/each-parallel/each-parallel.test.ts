import { expect, it } from 'vitest'
import control from './control.ts'

it('plays every task for every value, as many at a time as it says', () => {
  expect(control.start({ at: 0, properties: { value: [1, 2], concurrent: '3' } })).toEqual({
    kind: 'iterate',
    branch: 'tasks',
    concurrent: 3,
    over: { values: ['1', '2'] },
    spread: true,
  })
  expect(() => control.start({ at: 0, properties: { value: [], concurrent: 'x' } })).toThrow(TypeError)
})
