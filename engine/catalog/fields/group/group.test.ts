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
  [{ slug: 'one', name: 'One' }, {}, 'one'],
  [{ name: 'One' }, {}, ['wrong-type', 'GROUP']],
  [['one'], {}, ['wrong-type', 'GROUP']],
  [7, {}, ['wrong-type', 'GROUP']],
  ['x'.repeat(255), {}, ['wrong-type', 'GROUP']],
  [['one', { slug: 'two' }, 'one'], { many: true }, ['one', 'two']],
  ['["one"]', { many: true }, ['one']],
  ['one', { many: true }, ['one']],
  [{ slug: 'one' }, { many: true }, ['one']],
  [[], { many: true }, undefined],
  [[null], { many: true }, ['wrong-type', 'GROUP']],
  [['one'], { many: true, minItems: 2 }, ['min-items', 2]],
  [['one', 'two'], { many: true, maxItems: 1 }, ['max-items', 1]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
