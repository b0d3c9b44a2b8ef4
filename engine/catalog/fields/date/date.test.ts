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
  ['2026-11-25', {}, '2026-11-25'],
  ['2024-02-29', {}, '2024-02-29'],
  ['2026-02-30', {}, ['wrong-type', 'DATE']],
  ['25.11.2026', {}, ['wrong-type', 'DATE']],
  ['2026-11-25T00:00:00Z', {}, ['wrong-type', 'DATE']],
  [20261125, {}, ['wrong-type', 'DATE']],
  ['2026-01-01', { after: '2026-01-02' }, ['after', '2026-01-02']],
  ['2026-01-02', { after: '2026-01-02' }, '2026-01-02'],
  ['2026-01-03', { before: '2026-01-02' }, ['before', '2026-01-02']],
  ['2026-01-01', { after: '{{ inputs.first }}' }, '2026-01-01'],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
