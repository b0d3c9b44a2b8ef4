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
  ['42', {}, 42],
  [' 42 ', {}, 42],
  ['-0', {}, 0],
  [42, {}, 42],
  ['9007199254740991', {}, 9007199254740991],
  ['9007199254740993', {}, ['wrong-type', 'INT']],
  ['9223372036854775808', {}, ['wrong-type', 'INT']],
  ['1.5', {}, ['wrong-type', 'INT']],
  ['1e3', {}, ['wrong-type', 'INT']],
  ['0x10', {}, ['wrong-type', 'INT']],
  ['many', {}, ['wrong-type', 'INT']],
  [true, {}, ['wrong-type', 'INT']],
  ['9', { min: 10 }, ['min', 10]],
  ['10', { min: 10 }, 10],
  ['21', { max: 20 }, ['max', 20]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
