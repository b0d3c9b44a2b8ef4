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
  ['ana@example.com', {}, 'ana@example.com'],
  [' ana@example.com ', {}, 'ana@example.com'],
  ['ana', {}, ['wrong-type', 'EMAIL']],
  ['ana@localhost', {}, ['wrong-type', 'EMAIL']],
  ['a@b.c,d@e.f', {}, ['wrong-type', 'EMAIL']],
  ['a b@c.d', {}, ['wrong-type', 'EMAIL']],
  ['ana@Example.com', { allowedDomains: ['example.com'] }, 'ana@Example.com'],
  ['ana@evil.com', { allowedDomains: ['example.com'] }, ['not-an-option', 'example.com']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
