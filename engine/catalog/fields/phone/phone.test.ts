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
  ['+49 30 1234-5678', {}, '+493012345678'],
  ['+49 (0)30 12345678', {}, '+493012345678'],
  ['0049 30 12345678', {}, '+493012345678'],
  ['030 12345678', { countryCode: '+49' }, '+493012345678'],
  ['030 12345678', {}, ['wrong-type', 'PHONE']],
  ['+49 30', {}, ['wrong-type', 'PHONE']],
  ['+1 234 567 890 123 456', {}, ['wrong-type', 'PHONE']],
  ['call me', {}, ['wrong-type', 'PHONE']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
