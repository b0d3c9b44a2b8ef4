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
  ['PT5M6S', {}, 'PT5M6S'],
  ['p2d', {}, 'P2D'],
  ['5m', {}, ['wrong-type', 'DURATION']],
  ['P1Y', {}, ['wrong-type', 'DURATION']],
  ['P', {}, ['wrong-type', 'DURATION']],
  [60, {}, ['wrong-type', 'DURATION']],
  ['PT30S', { max: 'PT20S' }, ['max-duration', 'PT20S']],
  ['PT5S', { min: 'PT10S' }, ['min-duration', 'PT10S']],
  ['PT60S', { min: 'PT1M', max: 'PT1M' }, 'PT60S'],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
