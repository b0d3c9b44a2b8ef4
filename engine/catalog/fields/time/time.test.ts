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
  ['18:27:49', {}, '18:27:49'],
  ['09:30', {}, '09:30:00'],
  ['09:30:00.500', {}, '09:30:00.5'],
  ['24:00', {}, ['wrong-type', 'TIME']],
  ['9:30', {}, ['wrong-type', 'TIME']],
  ['09:30Z', {}, ['wrong-type', 'TIME']],
  [930, {}, ['wrong-type', 'TIME']],
  ['00:00:01', { after: '01:00:00' }, ['after', '01:00']],
  ['14:00:00', { before: '11:59:59' }, ['before', '11:59:59']],
  ['01:00', { after: '01:00' }, '01:00:00'],
  ['01:00', { after: '{{ inputs.first }}' }, '01:00:00'],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
