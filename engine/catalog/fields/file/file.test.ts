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
  ['Zx8_-9aBcD', {}, 'Zx8_-9aBcD'],
  ['/etc/passwd', {}, ['wrong-type', 'FILE']],
  ['../../../etc', {}, ['wrong-type', 'FILE']],
  ['file:///etc/passwd', {}, ['wrong-type', 'FILE']],
  ['kestra:///a/b', {}, ['wrong-type', 'FILE']],
  ['http://example.com/a', {}, ['wrong-type', 'FILE']],
  [{ id: 'x' }, {}, ['wrong-type', 'FILE']],
  [['Zx8_-9aBcD'], {}, ['wrong-type', 'FILE']],
  [['Zx8_-9aBcD', 'second_one', 'Zx8_-9aBcD'], { many: true }, ['Zx8_-9aBcD', 'second_one']],
  ['Zx8_-9aBcD', { many: true }, ['Zx8_-9aBcD']],
  [['Zx8_-9aBcD', '../x'], { many: true }, ['wrong-type', 'FILE']],
  [[], { many: true }, undefined],
  [['Zx8_-9aBcD', 'second_one'], { many: true, maxItems: 1 }, ['max-items', 1]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
