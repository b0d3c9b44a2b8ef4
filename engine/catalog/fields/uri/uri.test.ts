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
  ['https://www.google.com', {}, 'https://www.google.com'],
  ['kestra:///company/file.txt', {}, 'kestra:///company/file.txt'],
  ['http:/bla', {}, ['wrong-type', 'URI']],
  ['www.google.com', {}, ['wrong-type', 'URI']],
  ['https://', {}, ['wrong-type', 'URI']],
  ['https://a b', {}, ['wrong-type', 'URI']],
  ['javascript:alert(1)', {}, ['wrong-type', 'URI']],
  ['http://example.com', { allowedSchemes: ['https'] }, ['not-an-option', 'https://']],
  ['HTTPS://example.com', { allowedSchemes: ['https'] }, 'HTTPS://example.com'],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
