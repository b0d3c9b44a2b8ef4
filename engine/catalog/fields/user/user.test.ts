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
  ['', {}, undefined],
  [' one ', {}, 'one'],
  [{ id: 'one', name: 'One' }, {}, 'one'],
  [{ name: 'One' }, {}, ['wrong-type', 'USER']],
  [['one'], {}, ['wrong-type', 'USER']],
  [7, {}, ['wrong-type', 'USER']],
  ['x'.repeat(255), {}, ['wrong-type', 'USER']],
  [['one', { id: 'two' }, 'one'], { many: true }, ['one', 'two']],
  ['["one"]', { many: true }, ['one']],
  ['one', { many: true }, ['one']],
  [{ id: 'one' }, { many: true }, ['one']],
  [[], { many: true }, undefined],
  [[null], { many: true }, ['wrong-type', 'USER']],
  [['one'], { many: true, minItems: 2 }, ['min-items', 2]],
  [['one', 'two'], { many: true, maxItems: 1 }, ['max-items', 1]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
