import { expect, it } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import check from './check.ts'
import spec from './spec.ts'

const read = (raw: unknown, options: object = {}) => {
  const input = { id: 'x', type: spec.type, required: true, options: spec.options.parse(options) } as Input
  const result = check.read(raw, input)
  return 'problem' in result ? [result.problem.code, ...Object.values(result.problem.params)] : result.value
}

it.each([
  ['a', { values: ['a', 'b'] }, 'a'],
  [1, { values: [1, 2] }, '1'],
  ['x', { values: [{ label: 'X', value: 'x' }] }, 'x'],
  ['X', { values: [{ label: 'X', value: 'x' }] }, ['not-an-option', 'x', 'X']],
  ['c', { values: ['a', 'b'] }, ['not-an-option', 'a, b']],
  ['c', { values: ['a'], allowCustomValue: true }, 'c'],
  [undefined, { values: ['a', 'b'], autoSelectFirst: true }, 'a'],
  [['a'], { values: ['a'] }, ['wrong-type', 'SELECT']],
  ['anything', { expression: '{{ kv("list") }}' }, 'anything'],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
