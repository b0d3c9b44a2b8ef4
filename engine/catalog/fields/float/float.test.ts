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
  ['42.42', {}, 42.42],
  ['1e3', {}, 1000],
  ['.5', {}, 0.5],
  [1.5, {}, 1.5],
  ['1e400', {}, ['wrong-type', 'FLOAT']],
  ['Infinity', {}, ['wrong-type', 'FLOAT']],
  ['NaN', {}, ['wrong-type', 'FLOAT']],
  [Number.POSITIVE_INFINITY, {}, ['wrong-type', 'FLOAT']],
  ['1,5', {}, ['wrong-type', 'FLOAT']],
  ['0.01', { min: 0.1 }, ['min', 0.1]],
  ['0.1', { min: 0.1 }, 0.1],
  ['1.01', { max: 0.5 }, ['max', 0.5]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
