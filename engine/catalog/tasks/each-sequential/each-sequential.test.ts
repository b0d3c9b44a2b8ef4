import { expect, it } from 'vitest'
import control from './control.ts'

it('goes over its values one at a time', () => {
  expect(control.start({ at: 0, properties: { value: '["a", {"b": 1}]' } })).toEqual({
    kind: 'iterate',
    branch: 'tasks',
    concurrent: 1,
    over: { values: ['a', '{"b":1}'] },
  })
  expect(() => control.start({ at: 0, properties: { value: 'x' } })).toThrow('`value` must be a list')
})
